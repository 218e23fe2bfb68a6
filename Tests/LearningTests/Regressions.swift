import Compute
import Datasets
import Testing
import Vocabulary

@testable import Learning

/// Made-up examples with real targets: Friedman's function of five uniform features.
func friedman(_ count: Int, noise: Double = 1, seed: UInt64 = 1) throws -> Examples {
  try Friedman(.init(["features": .integer(5), "noise": .real(noise)]))
    .load(from: DataFiles(study: "", bundled: [], benchmarks: nil), seeds: SeedStream(root: seed), requested: count)
    .examples
}

/// Class probabilities of some questions.
func probabilities(_ outputs: Outputs) throws -> Matrix {
  guard case .probabilities(let matrix) = outputs else { throw Unexpected(found: "\(outputs)") }
  return matrix
}

/// Predicted targets of some questions.
func reals(_ outputs: Outputs) throws -> [Double] {
  guard case .reals(let numbers) = outputs else { throw Unexpected(found: "\(outputs)") }
  return numbers
}

struct Unexpected: Error { let found: String }

/// Says after each example what a growing fit says, and what a fit from scratch on the same examples does.
func compareGrowth(
  _ learner: any IncrementalLearner, _ examples: Examples, _ questions: Matrix, order: [Int],
  _ check: (_ grown: Outputs, _ fresh: Outputs) throws -> Void
) throws {
  var fit = try learner.growingFit(on: examples, asked: questions, in: run)
  for count in order.indices {
    try fit.join(order[count])
    let members = examples.subset(order[...count].sorted())
    try check(fit.outputs(), learner.fit(members, weights: nil, in: run).outputs(for: questions))
  }
}

/// Six examples of two classes whose fifth has no number as its second feature.
let brokenExamples: Examples = {
  let examples = clouds(6, features: 2, classes: 2)
  var features = examples.features
  features[4, 1] = .nan
  return Examples(features: features, labels: examples.labels, classes: 2, rows: [10, 11, 12, 13, 14, 15])
}()
