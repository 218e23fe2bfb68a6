import Compute
import Datasets
import Glibc
import Testing
import Vocabulary

@testable import Learning

let run = Run(seeds: SeedStream(root: 7))

func softmax(_ values: [String: Value] = [:]) -> SoftmaxRegression { SoftmaxRegression(Arguments(values)) }

func model(_ learner: SoftmaxRegression, _ examples: Examples, weights: [Float]? = nil, in run: Run = run) throws
  -> SoftmaxModel
{
  try #require(try learner.fit(examples, weights: weights, in: run) as? SoftmaxModel)
}

/// Largest difference of two sets of weights.
func distance(_ matrix: Matrix, _ parameters: [[Double]]) -> Double {
  zip(matrix.elements, parameters.joined()).map { abs(Double($0) - $1) }.max() ?? .infinity
}

@Test(
  "the fast fit agrees with plain loops",
  arguments: [
    (60, 3, 2, ["batch_size": Value.integer(7)]), (50, 4, 3, ["batch_size": .text("full")]),
    (70, 7, 5, ["batch_size": .integer(40), "momentum": .real(0.9), "learning_rate": .real(0.1)]),
    (41, 32, 10, ["batch_size": .integer(1), "learning_rate": .real(0.05)]), (9, 1, 4, [:]),
  ])
func agreement(count: Int, features: Int, classes: Int, values: [String: Value]) throws {
  let learner = softmax(values.merging(["epochs": .integer(8), "l2": .real(0.01)]) { $1 })
  let examples = clouds(count, features: features, classes: classes)
  for weights in [nil, (0..<count).map { Float($0 % 4) / 2 }] {
    var plain = PlainSoftmaxRegression(learner, examples, weights: weights)
    plain.fit(run.seeds)
    // Single against double precision over at most 328 updates of weights of order 1: rounding 6e-8 each, not amplified
    // by a convex objective.
    #expect(distance(try model(learner, examples, weights: weights).weights, plain.parameters) < 2e-5)
  }
}
