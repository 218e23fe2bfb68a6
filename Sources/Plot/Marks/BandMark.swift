/// Intervals: a translucent band along x, a bar where a datum stands alone or x is a category.
public struct BandMark: Mark {
  private static let opacity = 0.16

  public init() {}

  public func extent(of series: Series) -> [Double] { series.data.flatMap { $0.hasInterval ? [$0.low, $0.high] : [] } }

  public func shapes(of series: Series, in frame: Frame) -> [Shape] {
    let runs = series.runs { ends(of: $0, series, frame) != nil }
    let isBroken = frame.x.kind == .ordinal
    return (isBroken ? runs.flatMap { run in run.map { [$0] } } : runs).map { run in
      let ends = run.compactMap { self.ends(of: $0, series, frame) }
      if ends.count == 1 {
        return .polyline([ends[0].low, ends[0].high], Stroke(series.style.color.withAlpha(0.6), width: 1.4))
      }
      return .polygon(
        ends.map(\.high) + ends.reversed().map(\.low), fill: series.style.color.withAlpha(Self.opacity))
    }
  }

  private func ends(of datum: Series.Datum, _ series: Series, _ frame: Frame) -> (low: Point, high: Point)? {
    // On a logarithmic axis an end at 0 or below lies beyond the picture's floor, however far that reaches.
    guard let x = frame.horizontal(datum, of: series), let high = frame.vertical(datum.high),
      let low = frame.vertical(datum.low) ?? (datum.low <= 0 && datum.hasInterval ? frame.rect.maxY : nil)
    else { return nil }
    return (Point(x, low), Point(x, high))
  }
}
