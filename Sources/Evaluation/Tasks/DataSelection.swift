public import Compute
import Datasets
import Learning
public import Valuation
public import Vocabulary

/// Trains a model on what a strategy chooses while it trains, at several fractions of the training examples.
///
/// Accuracy is on the test part. One training for each fraction; a strategy that takes all examples trains once.
public struct DataSelection: SelectionTask {
  static let modelParameter = Parameter<ComponentValue>.reference(
    "model", to: .model, help: "The model that is trained; it must train by epochs.", synonyms: ["learner"])
  static let fractionsParameter = Parameter<[Double]>.progression(
    "fractions", Interval(0, 1, includesLower: false), default: [0.05, 0.1, 0.3, 0.5, 0.7], unit: "share",
    help: "Shares of the training examples that an epoch sees.")

  static let metrics = TableDeclaration(
    "metrics",
    [
      ColumnDeclaration("fraction", unit: "share", label: "training examples an epoch sees", isDimension: true),
      ColumnDeclaration("accuracy", unit: "share", label: "test accuracy", higherIsBetter: true),
      ColumnDeclaration(
        "corrupted_share", unit: "share", label: "chosen examples known to be corrupted", higherIsBetter: false),
      ColumnDeclaration(
        "examples_processed", unit: "examples", label: "examples passed through the model", higherIsBetter: false),
      ColumnDeclaration(
        "examples_asked", unit: "examples", label: "of which for choosing alone", higherIsBetter: false),
    ])

  public static let card = Card(
    "data_selection", .task, revision: 1,
    "Trains a model on the examples that a strategy chooses as it trains, and measures it on the test part.",
    citation: "H. Cai, CHG Shapley: Efficient data valuation and selection towards trustworthy machine learning, "
      + "arXiv:2406.11730, 2024, Tables 2 and 3",
    caution: "It judges strategies, not values, and by one training each: differences of less than the spread over "
      + "replicates mean nothing. Examples passed through the model are no seconds.",
    complexity: "one training for each fraction, of fraction · n examples an epoch, and the passes of the strategy",
    parameters: [modelParameter, fractionsParameter],
    synonyms: ["coreset_selection", "data_pruning", "selection_while_training"],
    tables: [metrics], judges: .strategy)

  private let model: ComponentValue
  private let fractions: [Double]

  public init(_ arguments: Arguments) {
    (model, fractions) = (arguments[Self.modelParameter], arguments[Self.fractionsParameter])
  }

  /// The fractions trained at.
  private func trained(_ strategy: any SelectionStrategy) -> [Double] {
    type(of: strategy).takesAll ? [1] : fractions
  }

  public func units(of strategy: any SelectionStrategy) -> Int { trained(strategy).count }

  public func unitIdentity(_ index: Int, of strategy: any SelectionStrategy) -> Arguments {
    Arguments(["fraction": .real(trained(strategy)[index]), "model": .component(model)])
  }

  /// Table `point`: one training. Throws ``EvaluationError`` without test examples or where the model does not train by
  /// epochs, and what the model and the strategy throw.
  public func unit(_ index: Int, of trial: StrategyTrial, in run: Run) throws -> Artifact {
    let partition = trial.partition
    guard partition.test.count > 0 else { throw EvaluationError.noTestExamples(task: Self.card.name) }
    try partition.test.requireClasses(for: "\(Self.card.name), which measures accuracy,")
    guard let learner = makeLearner(model) as? any EpochLearner else {
      throw EvaluationError.unsteerableModel(task: Self.card.name, model: model.name)
    }
    let training = try SelectedTraining(
      trial.strategy, identity: trial.identity,
      of: ValuationProblem(train: partition.train, validation: partition.validation),
      fraction: trained(trial.strategy)[index], training: learner, in: run)
    return Artifact([.init("point", .table(try point(training, partition)))])
  }

  private func point(_ training: SelectedTraining, _ partition: Partition) throws -> Table {
    let chosen = training.chosen.positions
    let corrupted = chosen.count { partition.corrupted?[$0] ?? false }
    return Table([
      .init("accuracy", .reals([try training.model.accuracy(on: partition.test)])),
      .init("corrupted_share", .reals([Double(corrupted) / Double(chosen.count)])),
      .init("examples_processed", .reals([Double(training.cost.trained + training.cost.asked)])),
      .init("examples_asked", .reals([Double(training.cost.asked)])),
    ])
  }

  public func combine(_ units: [Artifact], of strategy: any SelectionStrategy) -> Artifact {
    let points = units.map { unit in
      guard let table = unit.table("point") else { preconditionFailure("a training without its point") }
      return table
    }
    let rows = fractions.indices.map { points[type(of: strategy).takesAll ? 0 : $0] }
    let measures = Self.metrics.columns.dropFirst().map { column in
      Table.Values.reals(rows.map { $0.reals(column.name)[0] })
    }
    return Artifact([Self.metrics.item([.reals(fractions)] + measures)])
  }
}
