/// The sign of a series at its data; on dense lines only now and then, at places that differ between series.
public struct PointMark: Mark {
  public let size: Double
  /// More data than this in a series are thinned.
  static let dense = 12
  /// The least distance of signs on a dense line, in points.
  static let spacing = 36.0

  /// The size is in points.
  public init(size: Double = 4) { self.size = size }

  public func extent(of series: Series) -> [Double] { series.data.map(\.y) }

  public func shapes(of series: Series, in frame: Frame) -> [Shape] {
    let runs = series.runs { frame.point($0, of: series) != nil }
      .map { run in run.compactMap { frame.point($0, of: series) } }
    let isDense = series.data.count > Self.dense && frame.x.kind != .ordinal
    return runs.flatMap { isDense && $0.count > 1 ? thinned($0, series.index, frame) : $0 }
      .map { .marker(series.style.marker, at: $0, size: size, color: series.style.color) }
  }

  public func key(of series: Series, in rect: Rect) -> [Shape] {
    [.marker(series.style.marker, at: Point(rect.midX, rect.midY), size: size, color: series.style.color)]
  }

  /// Five starting places in turn keep the signs of lines that run together from covering each other.
  private func thinned(_ points: [Point], _ index: Int, _ frame: Frame) -> [Point] {
    var next = frame.rect.minX + Self.spacing * (0.2 + Double(index % 5) / 5)
    var kept: [Point] = []
    for point in points where point.x >= next {
      kept.append(point)
      next = max(next + Self.spacing, point.x + Self.spacing / 2)
    }
    return kept
  }
}
