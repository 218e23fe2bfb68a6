/// A line through the data of a series, broken where a value is missing.
public struct LineMark: Mark {
  public let width: Double

  /// The width is in points.
  public init(width: Double = 1.1) { self.width = width }

  public func extent(of series: Series) -> [Double] { series.data.map(\.y) }

  public func shapes(of series: Series, in frame: Frame) -> [Shape] {
    series.runs { frame.point($0, of: series) != nil }.filter { $0.count > 1 }.map { run in
      .polyline(run.compactMap { frame.point($0, of: series) }, stroke(series.style))
    }
  }

  public func key(of series: Series, in rect: Rect) -> [Shape] {
    [.polyline([Point(rect.minX, rect.midY), Point(rect.maxX, rect.midY)], stroke(series.style))]
  }

  private func stroke(_ style: SeriesStyle) -> Stroke { Stroke(style.color, width: width, dash: style.dash) }
}
