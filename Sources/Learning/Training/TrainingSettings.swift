public import Vocabulary

/// How a network is trained: the parameters that all learners of networks share.
public struct TrainingSettings: Sendable, Hashable {
  static let epochsParameter = Parameter<Int>.integer(
    "epochs", 1...1_000_000, default: 10, help: "How often each example is visited.", synonyms: ["iterations"])
  static let batchSizeParameter = Parameter<BatchSize>(
    "batch_size", .either(.integer(1...1_000_000_000), .choice(["full"])), default: .integer(32), unit: "examples",
    help: "Examples per update, or full for all of them.", synonyms: ["batch", "minibatch"], read: BatchSize.init)
  static let learningRateParameter = Parameter<Double>.real(
    "learning_rate", .positive, default: 0.02,
    help: "Step length along the mean gradient of a batch, before the schedule; adam wants about 0.001.",
    synonyms: ["lr", "eta", "step_size"])
  static let momentumParameter = Parameter<Double>.real(
    "momentum", Interval(0, 1, includesUpper: false), default: 0.9,
    help: "Share of the last update of sgd that is added to the next; adam does without.")
  static let nesterovParameter = Parameter<Bool>.boolean(
    "nesterov", default: true, help: "Let sgd look ahead along its momentum.")
  static let weightDecayParameter = Parameter<Double>.real(
    "weight_decay", .nonNegative, default: 1e-4,
    help: "Multiple of every parameter, biases and scales too, that is added to its gradient.",
    synonyms: ["l2", "lambda", "regularisation", "regularization"])
  static let optimiserParameter = Parameter<Optimiser>.choice(
    "optimiser", default: .sgd, help: "How an update follows a gradient.", synonyms: ["optimizer"])
  static let scheduleParameter = Parameter<LearningRateSchedule>.choice(
    "schedule", default: .cosine,
    help: "The learning rate stays, falls to a tenth after a half and three quarters, or falls along a cosine.",
    synonyms: ["scheduler", "lr_schedule", "learning_rate_schedule"])

  /// The parameters, in the order of a card.
  static let parameters: [any DeclaredParameter] = [
    epochsParameter, batchSizeParameter, learningRateParameter, momentumParameter, nesterovParameter,
    weightDecayParameter, optimiserParameter, scheduleParameter, Augmentation.parameter,
  ]

  public let epochs: Int
  public let batchSize: BatchSize
  public let learningRate: Double
  public let momentum: Double
  public let isNesterov: Bool
  public let weightDecay: Double
  public let optimiser: Optimiser
  public let schedule: LearningRateSchedule
  /// `nil` where images are visited as they are.
  public let augmentation: Augmentation?

  public init(_ arguments: Arguments) {
    epochs = arguments[Self.epochsParameter]
    batchSize = arguments[Self.batchSizeParameter]
    learningRate = arguments[Self.learningRateParameter]
    momentum = arguments[Self.momentumParameter]
    isNesterov = arguments[Self.nesterovParameter]
    weightDecay = arguments[Self.weightDecayParameter]
    optimiser = arguments[Self.optimiserParameter]
    schedule = arguments[Self.scheduleParameter]
    augmentation = arguments[Augmentation.parameter]
  }

  /// The rate of an update, counted from 0, of `count`.
  func learningRate(update: Int, of count: Int) -> Double { learningRate * schedule.factor(update: update, of: count) }
}
