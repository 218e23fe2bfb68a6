public import Compute
public import Datasets
public import Vocabulary

/// Multinomial logistic regression with a squared-norm penalty, fitted from zero weights to practical convergence.
///
/// Minimises Σ wᵢ CEᵢ + (penalty/2) ‖W‖² over the labels present, the bias outside the norm: scikit-learn's objective
/// with C = 1/penalty. Labels without a member of positive weight have probability 0, and a membership of one label gives
/// the constant classifier of that label, the limit of the objective's minimisers. Every fit takes the same number of steps.
/// O(steps · s · d · classes + s · d² + d³) time for s members, O(s · d + d²) memory: for features up to some thousands.
public struct LogisticRegression: PopulationLearner {
  static let penaltyParameter = Parameter<Double>.real(
    "penalty", .positive, default: 1,
    help: "Weight of half the squared norm of the weights beside the sum (not the mean) of the losses of a fit; 1/C of "
      + "scikit-learn.",
    synonyms: ["l2", "alpha", "lambda", "C", "regularisation", "regularization"])
  static let stepsParameter = Parameter<Int>.integer(
    "steps", 1...1_000_000, default: 16, help: "Accelerated steps of a fit.",
    synonyms: ["epochs", "iterations", "max_iter"])

  public static let card = Card(
    "logistic_regression", .learner, revision: 1,
    "Fits multinomial logistic regression with a squared-norm penalty on the sum of losses to practical convergence.",
    citation:
      "D. Böhning, Multinomial logistic regression algorithm, Annals of the Institute of Statistical Mathematics "
      + "44, 1992; Y. Nesterov, A method of solving a convex programming problem with convergence rate O(1/k²), 1983",
    formula: #"\min_{W,b}\ \sum_{i=1}^n w_i\,\mathrm{CE}\bigl(y_i,\ \mathrm{softmax}(Wx_i+b)\bigr)"#
      + #"+\frac{\lambda}{2}\|W\|^2"#,
    symbols: [
      .init("W, b", "weights and offsets"),
      .init("w_i", "the weight of example i"),
      .init("x_i, y_i", "its features and its label"),
      .init(#"\lambda"#, "the penalty"),
    ],
    caution:
      "The penalty is on the sum of losses, as in scikit-learn with C = 1/λ: the same λ counts for less with more "
      + "examples. It does not train by epochs, so that methods that watch a training ask for `softmax_regression`.",
    complexity: "O(steps · n · d · classes + n · d² + d³)",
    parameters: [penaltyParameter, stepsParameter],
    synonyms: ["logreg", "logistic", "multinomial_logistic_regression", "LogisticRegression"])

  public let penalty: Double
  public let steps: Int

  public init(_ arguments: Arguments) {
    penalty = arguments[Self.penaltyParameter]
    steps = arguments[Self.stepsParameter]
  }

  /// Throws ``LearningError`` for a feature that is no number, and ``DeviceError`` where the run's device has no room.
  public func population(of examples: Examples, in run: Run) throws -> any Population {
    guard run.device != .cpu else { return try LogisticPopulation(self, examples) }
    return try DeviceLogisticPopulation(self, examples, on: run.backend())
  }
}
