import Compute
import Datasets
import Vocabulary

/// Networks of one hidden layer on subsets of one set of examples.
///
/// Each model's products have the shape of its own members, so nothing of its neighbours can reach its bits.
struct NetworkPopulation: Population {
  let settings: NeuralNetwork
  let examples: Examples

  /// Throws ``LearningError/notFinite(row:feature:)`` for a feature that is no number, and where there are real targets.
  init(_ settings: NeuralNetwork, _ examples: Examples) throws {
    try examples.requireClasses(for: NeuralNetwork.card.name)
    try examples.requireFiniteFeatures()
    (self.settings, self.examples) = (settings, examples)
  }

  let width = 16
  var blockBytes: Int { NetworkDescent.bytes(settings, examples) }

  func models(_ memberships: [Membership], in run: Run) throws -> [any Model] {
    precondition(memberships.count <= width, "\(memberships.count) models in a block of \(width)")
    let initial = NetworkWeights(
      settings, inputs: examples.features.columns, classes: examples.classes,
      stream: run.seeds.branch("initial weights"))
    var descent = NetworkDescent(settings, examples, initial)
    var models: [any Model] = []
    for membership in memberships { models.append(try descent.model(membership, in: run)) }
    return models
  }
}
