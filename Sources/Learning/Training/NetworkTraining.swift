import Compute
import Datasets
import Vocabulary

/// A network in training on one device.
final class NetworkTraining: EpochTraining {
  private let learner: any NetworkLearner
  private let input: NetworkInput
  private let examples: Examples
  /// Those given at the start that have weight.
  private let members: ChosenExamples
  private let run: Run
  private let backend: any Backend
  private let data: NetworkExamples
  private let training: Training

  /// Checks the data and makes the untrained network.
  init(_ learner: any NetworkLearner, _ examples: Examples, weights: [Float]?, in run: Run) throws {
    let name = type(of: learner).card.name
    try examples.requireClasses(for: name)
    input = try learner.checkedInput(for: examples)
    members = try ChosenExamples(examples, weights: weights, for: name)
    (self.learner, self.examples, self.run) = (learner, examples, run)
    backend = try run.backend()
    let start = Initialisation(on: backend, seeds: run.seeds.branch("initial"))
    let network = try learner.network(for: input, classes: examples.classes, start)
    data = try NetworkExamples(examples, as: input, on: backend)
    training = try Training(network, on: data, learner.training, backend: backend, seeds: run.seeds)
  }

  /// The same whatever examples are chosen: the schedule's factor depends on the share of the training that is done.
  func learningRate(epoch: Int) -> Double { learner.training.learningRate(update: epoch, of: learner.epochs) }

  func terms() throws -> LastLayerTerms { try LastLayerTerms(of: training.network, on: data, backend, in: run) }

  func deviceTerms() throws -> DeviceTerms? {
    run.device == .cpu ? nil : try DeviceTerms(of: training.network, on: data, backend, in: run)
  }

  func terms(of examples: Examples) throws -> LastLayerTerms {
    try LastLayerTerms(
      of: training.network, on: try NetworkExamples(examples, as: input, on: backend), backend, in: run)
  }

  func run(epoch: Int, on chosen: ChosenExamples?) throws {
    try training.run(epoch: epoch, on: chosen?.members ?? members, in: run)
  }

  /// Examples that all have one label give its constant classifier.
  func model() throws -> any Model {
    if let label = Self.onlyLabel(of: examples, members) { return LogisticModel(always: label, examples) }
    return TrainedNetwork(training.network, input, classes: examples.classes, on: backend)
  }

  func state() throws -> Artifact { try training.state() }

  func restore(_ state: Artifact) throws { try training.restore(state) }

  /// The label that all members have, if they agree.
  static func onlyLabel(of examples: Examples, _ members: ChosenExamples) -> Int? {
    let first = examples.labels[members.positions[0]]
    return members.positions.allSatisfy { examples.labels[$0] == first } ? first : nil
  }
}

extension LogisticModel {
  /// The classifier that knows one label only.
  init(always label: Int, _ examples: Examples) {
    self.init(
      weights: Matrix(rows: 1, columns: examples.features.columns + 1), labels: [label], classes: examples.classes)
  }
}

extension ChosenExamples {
  /// The examples of positive weight. Throws ``LearningError`` for a feature that is no finite number and where no
  /// example has weight. `weights` is [examples.count] or nil for ones. O(n · d).
  init(_ examples: Examples, weights: [Float]?, for learner: String) throws {
    // Checks the weights too.
    _ = try WeightedExamples(examples, weights: weights, for: learner)
    self = ChosenExamples(Array(0..<examples.count), weights: weights).members
  }
}
