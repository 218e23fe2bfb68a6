public import Vocabulary

/// A use of values, or of strategies. It declares the tables it writes on its card; `metrics` has one row (or one per
/// value of its dimensions), `curve`, where there is one, a row per point.
public protocol DownstreamTask: Component {
  /// The tables this task writes with its arguments: those of the card, without columns that were not asked for.
  var tables: [TableDeclaration] { get }
}

extension DownstreamTask {
  /// Those of the card.
  public var tables: [TableDeclaration] { Self.card.tables }
}
