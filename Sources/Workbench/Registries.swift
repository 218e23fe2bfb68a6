import Datasets
import Evaluation
import Learning
import Report
import Valuation
import Vocabulary

/// Every component a study may name, from the registries of the rooms.
enum Registries {
  static let components: [any Component.Type] =
    datasetSources + corruptions + embeddings + learners + valuationMethods + evaluationTasks + chartRecipes

  static let catalogue = Catalogue(components.map { $0.card })

  /// Makes the component a value names; the checker has found it in the catalogue.
  static func make<Part>(_ value: ComponentValue, from registry: [any Component.Type], as: Part.Type) -> Part {
    guard let type = registry.first(where: { $0.card.name == value.name }),
      let part = type.init(value.arguments) as? Part
    else { preconditionFailure("no \(Part.self) called '\(value.name)'") }
    return part
  }

  static func source(_ value: ComponentValue) -> any DatasetSource {
    make(value, from: datasetSources, as: (any DatasetSource).self)
  }

  static func corruption(_ value: ComponentValue) -> any Corruption {
    make(value, from: corruptions, as: (any Corruption).self)
  }

  static func embedding(_ value: ComponentValue) -> any Embedding {
    make(value, from: embeddings, as: (any Embedding).self)
  }

  static func method(_ value: ComponentValue) -> any ValuationMethod {
    make(value, from: valuationMethods, as: (any ValuationMethod).self)
  }

  static func task(_ value: ComponentValue) -> any EvaluationTask {
    make(value, from: evaluationTasks, as: (any EvaluationTask).self)
  }

  static func chart(_ value: ComponentValue) -> any ChartRecipe {
    make(value, from: chartRecipes, as: (any ChartRecipe).self)
  }
}
