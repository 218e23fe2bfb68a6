public import Compute
public import Datasets
public import Vocabulary

/// Ridge regression in the feature space of a Gaussian kernel; classes are regressed on as indicators.
///
/// There is no intercept: far from every example predictions tend to 0. Scores of classes are no probabilities.
/// Examples of one class give a constant classifier. With weights, an example's penalty is divided by its weight.
/// O(n² · d + n³) to fit, O(n · (d + classes)) for a question. The growing fit agrees with one from scratch up to
/// rounding, which depends on the order of joining.
public struct KernelRegression: IncrementalLearner {
  static let gammaParameter = Parameter<Double>.real(
    "gamma", .positive, help: "What squared distances are multiplied with; by default one over the number of features.",
    synonyms: ["bandwidth", "kernel_width"]
  ).optional
  static let penaltyParameter = Parameter<Double>.real(
    "penalty", .positive, default: 0.01, help: "What is added to the diagonal of the kernel matrix.",
    synonyms: ["alpha", "lambda", "ridge", "regularisation", "regularization", "l2"])

  public static let card = Card(
    "kernel_regression", .learner, revision: 1,
    "Fits ridge regression in the feature space of a Gaussian kernel, on real targets or indicators of classes.",
    citation: "C. Saunders, A. Gammerman and V. Vovk, Ridge Regression Learning Algorithm in Dual Variables, ICML 1998",
    formula: #"f(x) = \sum_i \alpha_i\, e^{-\gamma \|x - x_i\|^2},\quad \alpha = (K + \lambda I)^{-1} Y"#,
    symbols: [
      .init(#"\alpha_i"#, "the coefficient of example i"),
      .init(#"\gamma"#, "the width of the kernel, inversely"),
      .init("K", "the kernel between all pairs of examples"),
      .init(#"\lambda"#, "the penalty"),
      .init("Y", "targets, or indicators of classes"),
    ],
    caution: "Its scores of classes are no probabilities.",
    complexity: "O(n² · d + n³); O(s²) to join s examples", parameters: [gammaParameter, penaltyParameter],
    synonyms: ["kernel_ridge", "kernel_ridge_regression", "krr", "rbf_regression"])

  public let gamma: Double?
  public let penalty: Double

  public init(_ arguments: Arguments) {
    (gamma, penalty) = (arguments[Self.gammaParameter], arguments[Self.penaltyParameter])
  }

  /// Throws ``LearningError`` for data without weight and for a feature that is no number, and
  /// `ComputeError.notPositiveDefinite` where the penalty is lost in rounding beside equal examples.
  public func fit(_ examples: Examples, weights: [Float]?, in run: Run) throws -> any Model {
    let training = try WeightedExamples(examples, weights: weights, for: Self.card.name)
    return try KernelModel(training, kernel: kernel(examples), penalty: penalty, in: run)
  }

  /// Throws ``LearningError`` for a feature that is no number.
  public func growingFit(on examples: Examples, asked questions: Matrix, in run: Run) throws -> any GrowingFit {
    try examples.requireFiniteFeatures()
    precondition(
      questions.columns == examples.features.columns,
      "\(examples.features.columns) features of examples, \(questions.columns) of questions")
    return GrowingKernel(examples, questions, kernel: kernel(examples), penalty: penalty)
  }

  private func kernel(_ examples: Examples) -> RadialKernel {
    RadialKernel(gamma: gamma, width: examples.features.columns)
  }
}
