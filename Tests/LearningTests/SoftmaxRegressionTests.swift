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

@Test("the gradient is the derivative of the stated objective")
func gradientCheck() {
  let examples = clouds(12, features: 3, classes: 3)
  var plain = PlainSoftmaxRegression(
    softmax(["l2": .real(0.3)]), examples, weights: (0..<12).map { Float($0 % 3) })
  for cls in 0..<3 { for feature in 0...3 { plain.parameters[cls][feature] = Double(cls * 4 + feature) / 7 - 0.8 } }
  let gradient = plain.gradient(Array(0..<12))
  for cls in 0..<3 {
    for feature in 0...3 {
      let objectives = [1e-5, -1e-5].map { offset in
        var moved = plain
        moved.parameters[cls][feature] += offset
        return moved.objective
      }
      // Central differences: error of order step² = 1e-10, rounding 1e-16 / 1e-5.
      #expect(abs((objectives[0] - objectives[1]) / 2e-5 - gradient[cls][feature]) < 1e-8)
    }
  }
}

@Test("a long full-batch fit reaches the optimum, where the gradient vanishes")
func optimum() throws {
  let examples = clouds(60, features: 3, classes: 3, spread: 1.5)
  let learner = softmax(["epochs": .integer(4000), "batch_size": .text("full"), "l2": .real(0.01)])
  let fitted = try model(learner, examples)
  var plain = PlainSoftmaxRegression(learner, examples)
  for cls in 0..<3 { for feature in 0...3 { plain.parameters[cls][feature] = Double(fitted.weights[cls, feature]) } }
  // Single precision: updates below 6e-8 of a weight of order 1 round away, that is gradients below 1.2e-7 at step 0.5.
  #expect((plain.gradient(Array(0..<60)).joined().map(abs).max() ?? 1) < 2e-6)
}

@Test("a fit has the same bits on any thread and beside any other fits")
func sameBits() async throws {
  let examples = clouds(90, features: 6, classes: 3)
  let expected = try model(softmax(), examples)
  let fits = try await withThrowingTaskGroup(of: SoftmaxModel.self) { group in
    for index in 0..<12 {
      group.addTask {
        _ = try model(softmax(["batch_size": .integer(index + 1)]), clouds(40 + index, features: 2, classes: 2))
        return try model(softmax(), examples, in: Run(seeds: run.seeds, threads: index + 1))
      }
    }
    return try await group.reduce(into: []) { $0.append($1) }
  }
  #expect(fits.count == 12)
  #expect(fits.allSatisfy { $0 == expected })
  #expect(try model(softmax(), examples, in: Run(seeds: SeedStream(root: 8))) != expected)
}

@Test("a batch of at least all examples is a full batch")
func fullBatch() throws {
  let examples = clouds(50, features: 3, classes: 2)
  let full = try model(softmax(["batch_size": .text("full")]), examples)
  #expect(try model(softmax(["batch_size": .integer(50)]), examples) == full)
  #expect(try model(softmax(["batch_size": .integer(51)]), examples) == full)
  #expect(try model(softmax(["batch_size": .integer(49)]), examples) != full)
}

@Test("updates are linear in the weights of the examples")
func weightsAreLinear() throws {
  let examples = clouds(30, features: 3, classes: 2)
  let doubled = try model(
    softmax(["l2": .real(0)]), examples, weights: [Float](repeating: 2, count: 30))
  // Powers of two scale without rounding, so the bits agree.
  #expect(doubled == (try model(softmax(["l2": .real(0), "learning_rate": .real(1)]), examples)))
}

@Test("examples of one label give a constant classifier with finite losses")
func singleLabel() throws {
  let examples = clouds(20, features: 3, classes: 4)
  let threes = examples.subset((0..<20).filter { examples.labels[$0] == 3 })
  let weights = examples.labels.map { $0 == 3 ? Float(1) : 0 }
  for fitted in [try model(softmax(), threes), try model(softmax(), examples, weights: weights)] {
    let probabilities = try fitted.probabilities(of: examples.features)
    #expect(try fitted.predictions(for: examples.features) == [Int](repeating: 3, count: 20))
    #expect(Set((0..<20).map { probabilities[$0, 3] }).count == 1)
    #expect((0..<4).allSatisfy { probabilities[0, $0] > 0 && probabilities[0, $0] < 1 })
  }
}

@Test("a class without examples keeps its place and the least probability")
func absentClass() throws {
  let whole = clouds(40, features: 4, classes: 4)
  let examples = whole.subset((0..<40).filter { whole.labels[$0] != 1 })
  let probabilities = try model(softmax(), examples).probabilities(of: whole.features)
  #expect(probabilities.columns == 4)
  for row in 0..<40 where whole.labels[row] != 1 { #expect(probabilities[row, 1] < 0.1) }
}

@Test("probabilities of a row sum to one and agree with the plain softmax", arguments: [2, 3, 4, 5, 8, 9])
func probabilities(classes: Int) throws {
  let examples = clouds(35, features: 3, classes: classes)
  let fitted = try model(softmax(["epochs": .integer(5)]), examples)
  var plain = PlainSoftmaxRegression(softmax(), examples)
  for cls in 0..<classes { for j in 0...3 { plain.parameters[cls][j] = Double(fitted.weights[cls, j]) } }
  let probabilities = try fitted.probabilities(of: examples.features)
  for row in 0..<35 {
    let expected = plain.probabilities(row)
    // Single precision logits of order 1.
    #expect((0..<classes).allSatisfy { abs(Double(probabilities[row, $0]) - expected[$0]) < 1e-6 })
    #expect(abs((0..<classes).reduce(0) { $0 + Double(probabilities[row, $1]) } - 1) < 1e-6)
  }
}

@Test("equal logits predict the lower class")
func ties() throws {
  let features = Matrix(rows: 2, columns: 1, [1, 2])
  #expect(try SoftmaxModel(weights: Matrix(rows: 3, columns: 2)).predictions(for: features) == [0, 0])
  let model = SoftmaxModel(weights: Matrix(rows: 3, columns: 2, [0, 1, 0, 2, 0, 2]))
  #expect(try model.predictions(for: features) == [1, 1])
}

@Test("features far too large for the learning rate are reported as divergence")
func divergence() {
  var examples = clouds(40, features: 2, classes: 2)
  examples = Examples(
    features: Matrix(rows: 40, columns: 2, examples.features.elements.map { $0 * 1e6 }), labels: examples.labels,
    classes: 2, rows: examples.rows)
  #expect(throws: LearningError.diverged(epoch: 1, learningRate: 0.5)) {
    try softmax().fit(examples, weights: nil, in: run)
  }
}

@Test("shrinkage stronger than the step length allows is reported as divergence")
func unstableShrinkage() {
  // |1 − η λ| = 4, so weights grow by 4 an update; the gradient's share is of order 1.
  let learner = softmax(["l2": .real(10), "epochs": .integer(500)])
  #expect(throws: LearningError.self) {
    try learner.fit(clouds(40, features: 2, classes: 2), weights: nil, in: run)
  }
}

@Test("no examples, no weight and features that are no numbers are refused with their facts")
func unsuitable() {
  let examples = clouds(6, features: 2, classes: 2)
  #expect(throws: LearningError.self) { try softmax().fit(examples.subset([]), weights: nil, in: run) }
  #expect(throws: LearningError.self) {
    try softmax().fit(examples, weights: [Float](repeating: 0, count: 6), in: run)
  }
  var features = examples.features
  features[4, 1] = .nan
  let broken = Examples(features: features, labels: examples.labels, classes: 2, rows: [10, 11, 12, 13, 14, 15])
  #expect(throws: LearningError.notFinite(row: 14, feature: 1)) { try softmax().fit(broken, weights: nil, in: run) }
}

@Test("an interrupted run stops fitting")
func interruption() {
  let interruption = Interruption()
  interruption.request()
  let stopped = Run(seeds: SeedStream(root: 1), interruption: interruption)
  #expect(throws: Interrupted()) {
    try softmax().fit(clouds(10, features: 2, classes: 2), weights: nil, in: stopped)
  }
}
