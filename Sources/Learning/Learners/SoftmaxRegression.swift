public import Compute
public import Datasets
public import Vocabulary

/// Multinomial logistic regression fitted by mini-batch gradient descent from zero weights.
///
/// Minimises (1/n) Σ wᵢ CEᵢ + (l2/2) ‖W‖², the bias outside the norm. A batch's gradient is Σ wᵢ gᵢ divided by the
/// number of its examples, not by the sum of their weights, so an update is linear in the weights. Each epoch visits
/// the examples in a permutation of its own; a batch of all examples is summed in their own order. The fit is the same
/// to the bit on any thread and beside any other fits.
///
/// Examples (of positive weight) that all have one label give a constant classifier: only the bias is fitted, so that
/// losses stay finite. O(epochs · n · d · classes) time, O((d + batch) · classes) memory besides the examples.
public struct SoftmaxRegression: EpochLearner {
  static let epochsParameter = Parameter<Int>.integer(
    "epochs", 1...1_000_000, default: 30, help: "How often each example is visited.", synonyms: ["iterations"])
  static let batchSizeParameter = Parameter<BatchSize>(
    "batch_size", .either(.integer(1...1_000_000_000), .choice(["full"])), default: .integer(32), unit: "examples",
    help: "Examples per update, or full for all of them.", synonyms: ["batch", "minibatch"], read: BatchSize.init)
  static let learningRateParameter = Parameter<Double>.real(
    "learning_rate", .positive, default: 0.5, help: "Step length along the mean gradient of a batch.",
    synonyms: ["lr", "eta", "step_size"])
  static let l2Parameter = Parameter<Double>.real(
    "l2", .nonNegative, default: 1e-4,
    help: "Weight of half the squared norm of the weights in the objective; the bias is left out.",
    synonyms: ["weight_decay", "lambda", "regularisation", "regularization"])
  static let momentumParameter = Parameter<Double>.real(
    "momentum", Interval(0, 1, includesUpper: false), default: 0,
    help: "Share of the last update that is added to the next.")

  public static let card = Card(
    "softmax_regression", .learner, revision: 1,
    "Fits multinomial logistic regression by mini-batch gradient descent from zero weights.",
    citation: "C. M. Bishop, Pattern Recognition and Machine Learning, Springer 2006, section 4.3.4",
    formula: #"\min_{W,b}\ \frac1n\sum_{i=1}^n w_i\,\mathrm{CE}\bigl(y_i,\ \mathrm{softmax}(Wx_i+b)\bigr)"#
      + #"+\frac{\lambda}{2}\|W\|^2"#,
    symbols: [
      .init("W, b", "weights and offsets"),
      .init("w_i", "the weight of example i"),
      .init("x_i, y_i", "its features and its label"),
      .init("n", "the number of examples"),
      .init(#"\lambda"#, "the penalty"),
    ],
    caution:
      "A few epochs do not reach the minimum of the formula; where a minimum is needed, take `logistic_regression`.",
    complexity: "O(epochs · n · d · classes)",
    parameters: [epochsParameter, batchSizeParameter, learningRateParameter, l2Parameter, momentumParameter],
    synonyms: ["softmax", "sgd_classifier"])

  public let arguments: Arguments
  public let epochs: Int
  public let batchSize: BatchSize
  public let learningRate: Double
  public let l2: Double
  public let momentum: Double

  public init(_ arguments: Arguments) {
    self.arguments = arguments
    epochs = arguments[Self.epochsParameter]
    batchSize = arguments[Self.batchSizeParameter]
    learningRate = arguments[Self.learningRateParameter]
    l2 = arguments[Self.l2Parameter]
    momentum = arguments[Self.momentumParameter]
  }

  /// Throws ``LearningError`` for data without weight, a feature that is no number, or divergence.
  public func fit(_ examples: Examples, weights: [Float]?, in run: Run) throws -> any Model {
    let descent = try SoftmaxDescent(self, examples, weights: weights, stream: Self.stream(of: run))
    for epoch in 0..<epochs { try descent.run(epoch: epoch, in: run) }
    return SoftmaxModel(weights: descent.layer.matrix)
  }

  public func training(on examples: Examples, weights: [Float]?, in run: Run) throws -> any EpochTraining {
    try SoftmaxTraining(self, examples, weights: weights, in: run)
  }

  /// From which epochs draw their orders.
  static func stream(of run: Run) -> SeedStream { run.seeds.branch("epoch") }
}
