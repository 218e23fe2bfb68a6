import Compute

extension LearningError {
  /// A model has nothing to learn from.
  static func noMembers(of examples: Int) -> LearningError {
    .unsuitable("a model needs at least one training example of positive weight; \(examples) examples were given")
  }

  /// The Hessian of logistic regression at zero weights has no inverse.
  static func noPreconditioner(_ error: ComputeError) -> LearningError {
    .unsuitable("the features are too large or too alike for single precision: \(error)")
  }

  /// Logistic regression ran away.
  static let noLogisticWeights = LearningError.unsuitable(
    "logistic regression found no finite weights; standardise the features, or raise penalty")
}
