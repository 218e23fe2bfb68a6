/// Intervals as dark lines with short ends, to be seen on bars.
public struct WhiskerMark: Mark {
  private static let cap = 5.0

  public init() {}

  public func extent(of series: Series) -> [Double] { series.data.flatMap { $0.hasInterval ? [$0.low, $0.high] : [] } }

  public func shapes(of series: Series, in frame: Frame) -> [Shape] {
    let half = min(Self.cap, frame.step ?? Self.cap) / 2
    let stroke = Stroke(.grey(0.1), width: 0.9)
    return series.data.flatMap { datum -> [Shape] in
      guard let x = frame.horizontal(datum, of: series), let low = frame.vertical(datum.low),
        let high = frame.vertical(datum.high)
      else { return [] }
      return [.polyline([Point(x, low), Point(x, high)], stroke)]
        + [low, high].map { .polyline([Point(x - half, $0), Point(x + half, $0)], stroke) }
    }
  }
}
