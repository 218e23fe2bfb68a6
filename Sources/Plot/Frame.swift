/// The place of a panel with its scales: takes data to points.
public struct Frame: Sendable, Hashable {
  public let rect: Rect
  public let x: PositionScale
  public let y: PositionScale
  /// How many series the whole chart has.
  public let seriesCount: Int
  /// The farthest that series stand apart among categories, in points.
  let mostStep: Double

  /// Where a value stands on the page, `nil` where it cannot be shown.
  public func horizontal(_ value: Double) -> Double? { x.position(value).map { rect.minX + $0 * rect.width } }

  /// Where a value stands on the page, `nil` where it cannot be shown.
  public func vertical(_ value: Double) -> Double? { y.position(value).map { rect.maxY - $0 * rect.height } }

  /// The width of a category, in points.
  var slot: Double { rect.width / (x.upper - x.lower) }

  /// How far apart series stand side by side, in points; `nil` where they do not.
  var step: Double? {
    x.kind == .ordinal && seriesCount > 1 ? min(mostStep, slot * 0.7 / Double(seriesCount)) : nil
  }

  /// The horizontal place of a datum; among categories, series stand side by side.
  public func horizontal(_ datum: Series.Datum, of series: Series) -> Double? {
    guard let place = horizontal(datum.x) else { return nil }
    guard let step else { return place }
    return place + (Double(series.index) - Double(seriesCount - 1) / 2) * step
  }

  public func point(_ datum: Series.Datum, of series: Series) -> Point? {
    guard let x = horizontal(datum, of: series), let y = vertical(datum.y) else { return nil }
    return Point(x, y)
  }
}
