public import Compute
public import Datasets
public import Vocabulary

/// A network of one hidden layer with softmax outputs, fitted by full batches with momentum.
///
/// Minimises Σ wᵢ CEᵢ / Σ wᵢ + (l2/2) ‖W‖² over the labels present, biases outside the norm. Initial weights are normal
/// draws of the run's stream, of variance 2/d before and 1/hidden after the hidden layer, the same for every membership;
/// biases start at 0. Labels without a member of positive weight have probability 0, and a membership of one label gives
/// its constant classifier. O(steps · s · hidden · (d + classes)) time for s members, O(s · (d + hidden)) memory.
public struct NeuralNetwork: PopulationLearner {
  static let hiddenParameter = Parameter<Int>.integer(
    "hidden", 1...100_000, default: 32, unit: "units", help: "Units of the hidden layer.",
    synonyms: ["width", "hidden_units", "hidden_layer_sizes"])
  static let activationParameter = Parameter<Activation>.choice(
    "activation", default: .relu, help: "What a hidden unit makes of its input.")
  static let stepsParameter = Parameter<Int>.integer(
    "steps", 1...1_000_000, default: 200, help: "Updates, each along the gradient of all members.",
    synonyms: ["epochs", "iterations", "max_iter"])
  static let learningRateParameter = Parameter<Double>.real(
    "learning_rate", .positive, default: 0.1, help: "Step length along the mean gradient.",
    synonyms: ["lr", "eta", "step_size"])
  static let l2Parameter = Parameter<Double>.real(
    "l2", .nonNegative, default: 1e-4,
    help: "Weight of half the squared norm of the weights beside the mean loss; biases are left out.",
    synonyms: ["weight_decay", "alpha", "lambda", "regularisation", "regularization"])
  static let momentumParameter = Parameter<Double>.real(
    "momentum", Interval(0, 1, includesUpper: false), default: 0.9,
    help: "Share of the last update that is added to the next.")

  public static let card = Card(
    "neural_network", .learner, revision: 1,
    "Fits a network of one hidden layer by full-batch gradient descent with momentum.",
    citation: "D. E. Rumelhart, G. E. Hinton and R. J. Williams, Learning representations by back-propagating errors, "
      + "Nature 323, 1986",
    formula: #"p(x) = \mathrm{softmax}\bigl(V\,\sigma(Ux+a)+b\bigr)"#,
    symbols: [
      .init("U, a", "weights and offsets of the hidden layer"),
      .init(#"\sigma"#, "its activation"),
      .init("V, b", "weights and offsets of the last layer"),
      .init("p(x)", "predicted probabilities of the classes"),
    ],
    caution: "It trains on all examples at once and has no epochs to watch; `mlp` has.",
    complexity: "O(steps · n · hidden · (d + classes))",
    parameters: [
      hiddenParameter, activationParameter, stepsParameter, learningRateParameter, l2Parameter, momentumParameter,
    ],
    synonyms: ["MLPClassifier", "nn", "neural_net"])

  public let hidden: Int
  public let activation: Activation
  public let steps: Int
  public let learningRate: Double
  public let l2: Double
  public let momentum: Double

  public init(_ arguments: Arguments) {
    hidden = arguments[Self.hiddenParameter]
    activation = arguments[Self.activationParameter]
    steps = arguments[Self.stepsParameter]
    learningRate = arguments[Self.learningRateParameter]
    l2 = arguments[Self.l2Parameter]
    momentum = arguments[Self.momentumParameter]
  }

  /// Throws ``LearningError`` for a feature that is no number, and ``DeviceError`` where the run's device has no room.
  public func population(of examples: Examples, in run: Run) throws -> any Population {
    guard run.device != .cpu else { return try NetworkPopulation(self, examples) }
    return try DeviceNetworkPopulation(self, examples, on: run.backend())
  }
}
