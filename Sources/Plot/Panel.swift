/// One small chart of a grid.
public struct Panel: Sendable, Hashable {
  /// "" where the chart has no facets.
  public let title: String
  public let column: Int
  public let row: Int
  public let series: [Series]
}
