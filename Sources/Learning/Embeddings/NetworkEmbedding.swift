public import Compute
public import Datasets
public import Vocabulary

/// Features by a network that was trained on another data set of the study: what its last layer sees.
///
/// One training of the model, shared by all that use the embedding, and one forward pass per row.
public struct NetworkEmbedding: TransferredEmbedding {
  static let modelParameter = Parameter<ComponentValue>.reference(
    "model", to: .model, help: "The network and how it is trained: mlp, cnn, resnet9 or resnet18.",
    synonyms: ["learner", "network"])
  static let dataParameter = Parameter<String>(
    "data", .name(.dataset), default: nil,
    help: "The data set it is trained on: its training part, as corrupted as it is, of the same replicate.",
    synonyms: ["dataset", "train_on", "source"]
  ) { if case .text(let name) = $0 { name } else { nil } }

  public static let card = Card(
    "network", .embedding, revision: 1,
    "Replaces the features by what the last layer of a network sees that was trained on another data set of the study.",
    citation: "J. Yosinski, J. Clune, Y. Bengio and H. Lipson, How transferable are features in deep neural networks?, "
      + "NeurIPS 2014",
    formula: #"x \mapsto h(x)\quad\text{where}\quad p(x) = \mathrm{softmax}(V h(x) + c)"#,
    symbols: [
      .init("h(x)", "what the last layer sees of a row"),
      .init("V, c", "the weights and offsets of the last layer"),
      .init("p(x)", "the predicted probabilities it was trained for"),
    ],
    caution: "Rows that the network was trained on are not like new ones: train it on files of their own.",
    complexity: "one training of the model, and one forward pass per row", parameters: [modelParameter, dataParameter],
    synonyms: ["transfer", "trained_network", "penultimate_layer"])

  public let data: String
  private let model: String
  /// `nil` for a model that is no network.
  private let learner: (any NetworkLearner)?

  public init(_ arguments: Arguments) {
    let component = arguments[Self.modelParameter]
    let learner: any Learner = component.made(from: learners)
    (model, self.learner) = (component.name, learner as? any NetworkLearner)
    data = arguments[Self.dataParameter]
  }

  public var obstacle: String? {
    if learner != nil { return nil }
    let networks = learners.filter { $0 is any NetworkLearner.Type }.map { $0.card.name }
    return "\(model) has no last layer to look into; choose a network: \(networks.joined(separator: ", "))"
  }

  /// Throws ``LearningError`` for examples that the network cannot be trained on, or that all have one label.
  public func learned(from examples: Examples, in run: Run) throws -> Artifact {
    let model = try usableLearner.fit(examples, weights: nil, in: run)
    guard let trained = model as? TrainedNetwork else {
      throw LearningError.unsuitable(
        "a network learns nothing from '\(data)', whose training examples all have one label; give it more of them")
    }
    return try trained.artifact()
  }

  /// Throws ``LearningError/unsuitable(_:)``, naming both shapes, for rows of another shape than the network was trained
  /// on.
  public func embed(_ partition: Partition, by learned: Artifact, in run: Run) throws -> Partition {
    let learner = try usableLearner
    let network = try TrainedNetwork(learned, by: learner, on: run.backend())
    let found = try learner.input(for: partition.train)
    guard found == network.input else {
      throw LearningError.unsuitable(
        "the network trained on '\(data)' reads \(network.input.phrase), and these rows are \(found.phrase); choose data "
          + "sets whose rows have one shape")
    }
    return try partition.mappingFeatures { try network.features(of: $0.features, in: run.silenced) }
  }

  private var usableLearner: any NetworkLearner {
    get throws {
      guard let learner else { throw LearningError.unsuitable(obstacle ?? "") }
      return learner
    }
  }
}

extension NetworkInput {
  /// In words, for messages.
  fileprivate var phrase: String {
    switch self {
    case .rows(let features): "rows of \(features) features"
    case .images(let image): "images of \(image.channels) × \(image.height) × \(image.width) numbers"
    }
  }
}
