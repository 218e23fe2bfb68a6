public import Compute
public import Datasets
public import Vocabulary

/// A network of dense layers with ReLU between them, trained by mini-batches.
///
/// O(epochs · n · numbers of the network) time.
public struct MLP: NetworkLearner {
  static let hiddenParameter = Parameter<[Int]>.integers(
    "hidden", 1...100_000, count: 1...32, default: [128], unit: "units",
    help: "Units of each hidden layer, from the input to the output.")

  public static let card = Card(
    "mlp", .learner, revision: 2, "Fits a network of dense layers with ReLU by mini-batch training.",
    citation: "K. He et al., Delving deep into rectifiers: Surpassing human-level performance on ImageNet "
      + "classification, ICCV 2015, for the initial weights",
    formula: #"h_0 = x,\quad h_l = \max(0, W_l h_{l-1} + b_l),\quad p(x) = \mathrm{softmax}(V h_L + c)"#,
    symbols: [
      .init("h_l", "what layer l hands on"),
      .init("W_l, b_l", "its weights and offsets"),
      .init("V, c", "those of the last layer"),
      .init("p(x)", "predicted probabilities of the classes"),
    ],
    complexity: "O(epochs · n · parameters of the network)",
    parameters: [hiddenParameter] + TrainingSettings.parameters, synonyms: ["multilayer_perceptron", "dense_network"])

  public let hidden: [Int]
  public let arguments: Arguments

  public init(_ arguments: Arguments) {
    self.arguments = arguments
    hidden = arguments[Self.hiddenParameter]
  }

  /// Rows of any features.
  public func input(for examples: Examples) -> NetworkInput { .rows(features: examples.features.columns) }

  public func network(for input: NetworkInput, classes: Int, _ start: Initialisation) throws(DeviceError) -> Network {
    try Network.mlp(features: input.numbers, hidden: hidden, classes: classes, start)
  }
}
