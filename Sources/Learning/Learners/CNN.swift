public import Compute
public import Datasets
public import Vocabulary

/// Three convolutions with ReLU and pooling and a dense layer, trained on images by mini-batches.
///
/// O(epochs · n · operations of a forward pass) time.
public struct CNN: NetworkLearner {
  public static let card = Card(
    "cnn", .learner, revision: 2,
    "Fits three convolutions with pooling and a dense layer to images by mini-batch training.",
    citation:
      "Y. LeCun et al., Gradient-based learning applied to document recognition, Proceedings of the IEEE 86(11), 1998",
    formula: #"p(x) = \mathrm{softmax}(V h(x) + c),\quad h(x) \in \mathbb R^{128}"#,
    symbols: [
      .init("p(x)", "predicted probabilities of the classes"),
      .init("V, c", "the weights and offsets of the last layer"),
      .init("h(x)", "what the last layer sees"),
    ],
    complexity: "O(epochs · n · operations of a forward pass)", parameters: TrainingSettings.parameters,
    synonyms: ["convolutional_network", "convnet"])

  public let arguments: Arguments

  public init(_ arguments: Arguments) { self.arguments = arguments }

  /// Images of at least 8 × 8 pixels.
  public func input(for examples: Examples) throws -> NetworkInput {
    try .images(of: examples, least: 8, for: Self.card.name)
  }

  public func network(for input: NetworkInput, classes: Int, _ start: Initialisation) throws(DeviceError) -> Network {
    try Network.cnn(image: input.image, classes: classes, start)
  }
}
