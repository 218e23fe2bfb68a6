public import Compute
public import Datasets
public import Vocabulary

/// A residual network of nine layers with batch normalisation, trained on images by mini-batches.
///
/// O(epochs · n · operations of a forward pass) time.
public struct ResNet9: NetworkLearner {
  public static let card = Card(
    "resnet9", .learner, revision: 2, "Fits a residual network of nine layers to images by mini-batch training.",
    citation: "D. Page, How to train your ResNet, 2018; DAWNBench entry for CIFAR-10",
    formula: #"p(x) = \mathrm{softmax}(V h(x) + c),\quad h(x) \in \mathbb R^{512}"#,
    symbols: [
      .init("p(x)", "predicted probabilities of the classes"),
      .init("V, c", "the weights and offsets of the last layer"),
      .init("h(x)", "what the last layer sees"),
    ],
    complexity: "O(epochs · n · operations of a forward pass)", parameters: TrainingSettings.parameters,
    synonyms: ["resnet_9"])

  public let arguments: Arguments

  public init(_ arguments: Arguments) { self.arguments = arguments }

  /// Images of at least 8 × 8 pixels.
  public func input(for examples: Examples) throws -> NetworkInput {
    try .images(of: examples, least: 8, for: Self.card.name)
  }

  public func network(for input: NetworkInput, classes: Int, _ start: Initialisation) throws(DeviceError) -> Network {
    try Network.resnet9(image: input.image, classes: classes, start)
  }
}
