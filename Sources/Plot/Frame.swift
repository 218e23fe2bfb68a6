/// The place of a panel with its scales: takes data to points.
public struct Frame: Sendable, Hashable {
  public let rect: Rect
  public let x: PositionScale
  public let y: PositionScale
  /// How many series the whole chart has.
  public let seriesCount: Int

  /// Where a value stands on the page, `nil` where it cannot be shown.
  public func horizontal(_ value: Double) -> Double? { x.position(value).map { rect.minX + $0 * rect.width } }

  /// Where a value stands on the page, `nil` where it cannot be shown.
  public func vertical(_ value: Double) -> Double? { y.position(value).map { rect.maxY - $0 * rect.height } }

  /// The horizontal place of a datum; among categories, series stand side by side.
  public func horizontal(_ datum: Series.Datum, of series: Series) -> Double? {
    guard let place = horizontal(datum.x) else { return nil }
    guard x.kind == .ordinal, seriesCount > 1 else { return place }
    let step = min(9, rect.width / (x.upper - x.lower) * 0.7 / Double(seriesCount))
    return place + (Double(series.index) - Double(seriesCount - 1) / 2) * step
  }

  public func point(_ datum: Series.Datum, of series: Series) -> Point? {
    guard let x = horizontal(datum, of: series), let y = vertical(datum.y) else { return nil }
    return Point(x, y)
  }
}
