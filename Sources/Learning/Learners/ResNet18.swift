public import Compute
public import Datasets
public import Vocabulary

/// A residual network of eighteen layers with batch normalisation, trained on small images by mini-batches.
///
/// O(epochs · n · operations of a forward pass) time.
public struct ResNet18: NetworkLearner {
  public static let card = Card(
    "resnet18", .learner, revision: 2,
    "Fits a residual network of eighteen layers to small images by mini-batch training.",
    citation: "K. He, X. Zhang, S. Ren and J. Sun, Deep residual learning for image recognition, CVPR 2016",
    formula: #"p(x) = \mathrm{softmax}(V h(x) + c),\quad h(x) \in \mathbb R^{512}"#,
    symbols: [
      .init("p(x)", "predicted probabilities of the classes"),
      .init("V, c", "the weights and offsets of the last layer"),
      .init("h(x)", "what the last layer sees"),
    ],
    complexity: "O(epochs · n · operations of a forward pass)", parameters: TrainingSettings.parameters,
    synonyms: ["resnet_18", "resnet"])

  public let arguments: Arguments

  public init(_ arguments: Arguments) { self.arguments = arguments }

  /// Images of any size.
  public func input(for examples: Examples) throws -> NetworkInput {
    try .images(of: examples, least: 1, for: Self.card.name)
  }

  public func network(for input: NetworkInput, classes: Int, _ start: Initialisation) throws(DeviceError) -> Network {
    try Network.resnet18(image: input.image, classes: classes, start)
  }
}
