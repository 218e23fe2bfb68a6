import Compute
import Datasets
import Evaluation
import Learning
import Report
import Valuation
import Vocabulary

/// Every component a study may name, from the registries of the rooms.
enum Registries {
  static let components: [any Component.Type] =
    datasetSources + corruptions + embeddings + learners + valuationMethods + selectionStrategies + evaluationTasks
    + theoryChecks
    + chartRecipes + toyGames

  static let catalogue = Catalogue(
    components.map { $0.card },
    devices: DeviceRequest.allCases.map { DeviceWord($0.rawValue, precisions: $0.precisions.map(\.rawValue)) },
    worked: WorkedProblem.rules)

  static func source(_ value: ComponentValue) -> any DatasetSource { value.made(from: datasetSources) }
  static func corruption(_ value: ComponentValue) -> any Corruption { value.made(from: corruptions) }
  static func embedding(_ value: ComponentValue) -> any Embedding { value.made(from: embeddings) }
  static func method(_ value: ComponentValue) -> any ValuationMethod { value.made(from: valuationMethods) }
  static func strategy(_ value: ComponentValue) -> any SelectionStrategy { value.made(from: selectionStrategies) }
  static func task(_ value: ComponentValue) -> any DownstreamTask { value.made(from: evaluationTasks) }
  static func theory(_ value: ComponentValue) -> any TheoryCheck { value.made(from: theoryChecks) }
  static func game(_ value: ComponentValue) -> any ToyGame { value.made(from: toyGames) }
  static func chart(_ value: ComponentValue) -> any ChartRecipe { value.made(from: chartRecipes) }
}
