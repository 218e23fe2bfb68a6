import Compute
import Datasets
import Vocabulary

/// One fit of a network on the examples that have weight.
struct NetworkFit {
  private let learner: any NetworkLearner
  private let input: NetworkInput
  /// Those that terms are asked of.
  private let examples: Examples
  /// Those that are trained on.
  private let members: Examples
  /// [members.count], or nil for ones.
  private let weights: [Float]?

  /// Checks the data.
  init(_ learner: any NetworkLearner, _ examples: Examples, weights: [Float]?) throws {
    let name = type(of: learner).card.name
    try examples.requireClasses(for: name)
    input = try learner.input(for: examples)
    let weighted = try WeightedExamples(examples, weights: weights, for: name)
    (self.learner, self.examples, members) = (learner, examples, weighted.examples)
    self.weights = weights == nil ? nil : weighted.weights.map { Float($0) }
  }

  /// Trains a network, calling `observe` before each epoch's updates.
  func model(
    in run: Run, observing observe: ((_ epoch: Int, _ terms: LastLayerTerms) throws -> Void)?
  ) throws -> any Model {
    let isConstant = members.labels.allSatisfy { $0 == members.labels[0] }
    if isConstant && observe == nil { return constant }
    let backend = CPUBackend(threads: run.threads)
    let network = try learner.network(
      for: input, classes: examples.classes, Initialisation(on: backend, seeds: run.seeds.branch("initial")))
    let data = try NetworkExamples(members, weights: weights, as: input, on: backend)
    let watched = observe == nil ? nil : try watched(sharing: data, on: backend)
    let training = try Training(network, on: data, learner.training, backend: backend, seeds: run.seeds)
    for epoch in 0..<learner.epochs {
      if let observe, let watched {
        try observe(epoch, try LastLayerTerms(of: network, on: watched, backend, in: run))
      }
      try training.run(epoch: epoch, in: run)
    }
    return isConstant ? constant : TrainedNetwork(network, input, classes: examples.classes, on: backend)
  }

  /// All examples without weights; inputs are shared with the training where it sees all of them.
  private func watched(sharing data: NetworkExamples, on backend: any Backend) throws(DeviceError) -> NetworkExamples {
    guard members.count == examples.count else {
      return try NetworkExamples(examples, weights: nil, as: input, on: backend)
    }
    return data.withoutWeights
  }

  /// The classifier of the one label there is.
  private var constant: LogisticModel {
    LogisticModel(
      weights: Matrix(rows: 1, columns: examples.features.columns + 1), labels: [members.labels[0]],
      classes: examples.classes)
  }
}
