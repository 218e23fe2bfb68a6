import Compute
import Datasets
import Vocabulary

/// Logistic regressions on subsets of one set of examples.
///
/// Each model's products have the shape of its own members, so nothing of its neighbours can reach its bits.
struct LogisticPopulation: Population {
  let settings: LogisticRegression
  let examples: Examples

  /// Throws ``LearningError/notFinite(row:feature:)`` for a feature that is no number, and where there are real targets.
  init(_ settings: LogisticRegression, _ examples: Examples) throws {
    try examples.requireClasses(for: LogisticRegression.card.name)
    try examples.requireFiniteFeatures()
    (self.settings, self.examples) = (settings, examples)
  }

  let width = 16
  var blockBytes: Int { LogisticDescent.bytes(examples) }

  func models(_ memberships: [Membership], in run: Run) throws -> [any Model] {
    precondition(memberships.count <= width, "\(memberships.count) models in a block of \(width)")
    var descent = LogisticDescent(settings, examples, areWeighted: memberships.contains { $0.weights != nil })
    var models: [any Model] = []
    for membership in memberships {
      try run.checkInterruption()
      models.append(try descent.model(membership))
    }
    return models
  }
}
