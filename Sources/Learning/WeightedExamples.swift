import Datasets

/// The examples a fit learns from: those of positive weight, in their own order.
struct WeightedExamples {
  let examples: Examples
  /// How much each counts, [examples.count].
  let weights: [Double]

  /// Throws ``LearningError`` for a feature that is no finite number and where no example has weight. `weights` is
  /// [examples.count] or nil for ones. O(n · d).
  init(_ examples: Examples, weights: [Float]?, for learner: String) throws {
    try examples.requireFiniteFeatures()
    var positions = Array(0..<examples.count)
    if let weights {
      precondition(weights.count == examples.count, "\(weights.count) weights for \(examples.count) examples")
      precondition(weights.allSatisfy { $0 >= 0 && $0.isFinite }, "a weight is negative or no finite number")
      positions.removeAll { weights[$0] == 0 }
    }
    guard !positions.isEmpty else {
      throw LearningError.unsuitable(
        "\(learner) needs at least one training example of positive weight; \(examples.count) examples were given")
    }
    self.weights = positions.map { Double(weights?[$0] ?? 1) }
    self.examples = positions.count == examples.count ? examples : examples.subset(positions)
  }
}
