import Compute
import Datasets
import Evaluation
import Valuation
import Vocabulary

extension WorkedCases {
  private static let taskArguments: [String: [String: Value]] = [
    "noisy_label_detection": ["step": .real(0.2)],
    "noisy_feature_detection": ["step": .real(0.2)],
    "point_removal": ["fractions": .list([.real(0), .real(0.2), .real(0.4)])],
    "point_addition": ["fractions": .list([.real(0.2), .real(0.4), .real(0.6)])],
    "data_summarization": ["keep": .list([.real(0.4), .real(0.6), .real(0.8)])],
    "cost": ["train_sizes": .list([.integer(3), .integer(5)])],
    "estimation_error": ["truth": .text("exact")],
    "data_selection": ["fractions": .list([.real(0.6)]), "model": .component(SmallData.softmax)],
  ]

  /// A task on the values of KNN-Shapley; on an estimate where it compares, on a strategy where it judges them.
  static func task(_ card: Card) throws -> WorkedCase? {
    let arguments = arguments(card, taskArguments, ["model": .component(SmallData.neighbour)])
    switch Registries.task(ComponentValue(card, arguments)) {
    case let task as any SelectionTask: return try selection(task, card, arguments)
    case let task as any EvaluationTask where task.truth != nil: return try comparison(task)
    case let task as any EvaluationTask: return try judged(task, card, arguments)
    default: return nil
    }
  }

  private static func judged(_ task: any EvaluationTask, _ card: Card, _ arguments: Arguments) throws -> WorkedCase {
    let values = try SmallData.knn.values(of: SmallData.problem, in: SmallData.run)
    let valued = ValuedData(
      partition: SmallData.partition, values: values, method: SmallData.knn, direction: .higherIsBetter)
    let texts = ExactText.of(
      values.values, exactly: SmallData.averaged(\.shapleyValues, neighbours: 2))
    let setting = SmallData.setting(
      card.name == NoisyFeatureDetection.card.name ? "with noise in its place" : "with a wrong label")
    return shown(
      try task.evaluate(valued, in: SmallData.run),
      "\(setting) `knn_shapley` with `k: 2` values them at \(ExactText.list(texts)).\(model(arguments)) "
        + "The task\(told(arguments, of: card)):")
  }

  private static func comparison(_ task: any EvaluationTask) throws -> WorkedCase {
    let game = RationalGame(players: 3) { mask in mask & 1 == 1 && mask > 1 ? 1 : 0 }
    let method = PermutationShapley(Arguments(["permutations": .integer(10)]))
    let (values, truth) = (
      try method.values(of: game.rounded, in: SmallData.run), RationalSemivalue(.shapley, players: 3).values(of: game)
    )
    let valued = ValuedData(
      partition: nil, values: values, method: method, direction: .higherIsBetter,
      truth: DataValues(values: truth.map(\.double)))
    return shown(
      try task.evaluate(valued, in: SmallData.run),
      "On the glove game of one left and two right gloves, ten permutations give "
        + "\(ExactText.list(values.values.map { ExactText.of($0) })); exact are "
        + "\(ExactText.list(truth.map { ExactText.of($0) })).")
  }

  private static func selection(_ task: any SelectionTask, _ card: Card, _ arguments: Arguments) throws -> WorkedCase {
    let strategy = ComponentValue(CHGSelection.card, Arguments(["every": .integer(2)]))
    let trial = StrategyTrial(strategy, SmallData.partition)
    let units = try (0..<task.units(of: trial.strategy)).map { try task.unit($0, of: trial, in: SmallData.run) }
    return shown(
      try task.combine(units, of: trial.strategy),
      "\(SmallData.setting())\(model(arguments)) The strategy is `chg_shapley` with `every: 2`. The task\(told(arguments, of: card)):"
    )
  }

  /// The curve where there is one, with the metrics below it; else the metrics.
  private static func shown(_ artifact: Artifact, _ setting: String) -> WorkedCase {
    let metrics = artifact.table("metrics") ?? Table()
    guard let curve = artifact.table("curve") else {
      return WorkedCase(setting, columns: metrics.columns.map(\.name), rows: texts(metrics))
    }
    let told = metrics.columns.map { column in
      "\(column.name) " + ExactText.list((0..<metrics.count).map { text(column.values, $0) })
    }
    return WorkedCase(
      setting, columns: curve.columns.map(\.name), rows: texts(curve),
      remarks: ["Metrics: \(told.joined(separator: "; "))."])
  }

  /// The cells of a table by row.
  static func texts(_ table: Table) -> [[String]] {
    (0..<table.count).map { row in table.columns.map { text($0.values, row) } }
  }

  private static func text(_ values: Table.Values, _ row: Int) -> String {
    switch values {
    case .integers(let numbers): "\(numbers[row])"
    case .reals(let numbers): ExactText.of(numbers[row])
    case .booleans(let flags): flags[row] ? "yes" : "no"
    case .texts(let texts): texts[row]
    }
  }
}
