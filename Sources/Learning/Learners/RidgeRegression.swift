public import Compute
public import Datasets
public import Vocabulary

/// Least squares with a squared-norm penalty, in closed form and double precision.
///
/// Minimises Σ wᵢ ‖tᵢ − W xᵢ − b‖² + penalty ‖W‖², the bias outside the norm. Classes are targets of one column each, 1
/// for the label and 0 elsewhere, so that a model gives scores. O(s · d² + d³) time for s members, O(s · d + d²) memory.
/// Growing by one example costs O(d² + questions · (d + classes)).
public struct RidgeRegression: PopulationLearner, IncrementalLearner {
  static let penaltyParameter = Parameter<Double>.real(
    "penalty", .positive, default: 1,
    help: "Weight of the squared norm of the weights beside the sum (not the mean) of the squared errors of a fit.",
    synonyms: ["alpha", "l2", "lambda", "regularisation", "regularization"])

  public static let card = Card(
    "ridge_regression", .learner, revision: 1,
    "Fits linear scores of the classes by least squares with a squared-norm penalty, in closed form.",
    citation: "A. E. Hoerl and R. W. Kennard, Ridge regression: biased estimation for nonorthogonal problems, "
      + "Technometrics 12, 1970",
    formula: #"\min_{W,b}\ \sum_{i=1}^n w_i\,\lVert t_i-Wx_i-b\rVert^2+\lambda\|W\|^2"#,
    symbols: [
      .init("W, b", "weights and offsets"),
      .init("w_i", "the weight of example i"),
      .init("t_i", "its target, or the indicator of its class"),
      .init("x_i", "its features"),
      .init(#"\lambda"#, "the penalty"),
    ],
    caution: "Its scores of classes are no probabilities, so `negative_log_loss` cannot be asked of it.",
    complexity: "O(n · d² + d³)", parameters: [penaltyParameter],
    synonyms: ["ridge", "ridge_classifier", "least_squares", "linear_regression"])

  public let penalty: Double

  public init(_ arguments: Arguments) { penalty = arguments[Self.penaltyParameter] }

  /// Throws ``LearningError`` for a feature that is no number.
  public func population(of examples: Examples, in run: Run) throws -> any Population {
    try RidgePopulation(self, examples)
  }

  /// Throws ``LearningError`` for a feature that is no number.
  public func growingFit(on examples: Examples, asked questions: Matrix, in run: Run) throws -> any GrowingFit {
    try RidgeGrowth(self, examples, asked: questions)
  }
}
