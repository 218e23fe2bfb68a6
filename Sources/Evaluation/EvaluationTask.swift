public import Compute
public import Datasets
public import Valuation
public import Vocabulary

/// A downstream use of values. It declares the tables it writes on its card; `metrics` has one row (or one per value
/// of its dimensions), `curve`, where there is one, a row per point.
public protocol EvaluationTask: Component {
  /// Whether it runs the method again instead of only reading its values.
  static var runsMethod: Bool { get }
  /// The tables this task writes with its arguments: those of the card, without columns that were not asked for.
  var tables: [TableDeclaration] { get }
  func evaluate(_ valued: ValuedData, in run: Run) throws -> Artifact
}

extension EvaluationTask {
  public static var runsMethod: Bool { false }

  /// Those of the card.
  public var tables: [TableDeclaration] { Self.card.tables }
}

/// Values together with the data and the method they came from.
public struct ValuedData: Sendable {
  public let partition: Partition
  public let values: DataValues
  public let method: any ValuationMethod
  public let direction: Direction

  public init(partition: Partition, values: DataValues, method: any ValuationMethod, direction: Direction) {
    (self.partition, self.values, self.method, self.direction) = (partition, values, method, direction)
  }
}
