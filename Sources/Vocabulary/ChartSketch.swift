/// How a table wants to be drawn, by those who may not draw: columns for the channels, nothing about looks.
public struct ChartSketch: Sendable, Hashable {
  /// The name of the table among those it comes with.
  public let table: String
  public let x: String
  public let y: String
  /// What the axes say, as one would say it; `nil` for the column's name and unit.
  public let xTitle: String?
  public let yTitle: String?
  /// The column that tells lines apart; `nil` for a single line.
  public let series: String?
  /// Up to two columns that tell panels apart.
  public let facets: [String]
  /// Columns of the lower and upper ends of intervals.
  public let low: String?
  public let high: String?
  public let isLogarithmicX: Bool
  public let isLogarithmicY: Bool
  /// One sentence under the chart.
  public let caption: String

  public init(
    table: String, x: String, y: String, xTitle: String? = nil, yTitle: String? = nil, series: String? = nil,
    facets: [String] = [], low: String? = nil,
    high: String? = nil, isLogarithmicX: Bool = false, isLogarithmicY: Bool = false, caption: String
  ) {
    (self.table, self.x, self.y, self.series, self.facets) = (table, x, y, series, facets)
    (self.xTitle, self.yTitle) = (xTitle, yTitle)
    (self.low, self.high) = (low, high)
    (self.isLogarithmicX, self.isLogarithmicY, self.caption) = (isLogarithmicX, isLogarithmicY, caption)
  }
}
