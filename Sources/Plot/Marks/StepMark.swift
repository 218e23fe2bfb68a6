/// A staircase: each datum's height reaches to the next datum's x, where the last one closes it; lightly filled down to 0.
///
/// Outlines differ in dash as well as in colour, so that they can be told apart where they cross.
public struct StepMark: Mark {
  private static let opacity = 0.2

  public init() {}

  public func extent(of series: Series) -> [Double] { [0] + series.data.map(\.y) }

  public func shapes(of series: Series, in frame: Frame) -> [Shape] {
    guard let floor = frame.vertical(0) else { return [] }
    let path = path(series, frame)
    guard let first = path.first, let last = path.last, path.count > 1 else { return [] }
    let outline = [Point(first.x, floor)] + path + [Point(last.x, floor)]
    return [
      .polygon(outline, fill: series.style.color.withAlpha(Self.opacity)),
      .polyline(outline, Self.stroke(series)),
    ]
  }

  public func key(of series: Series, in rect: Rect) -> [Shape] {
    let box = Rect(x: rect.minX + 1, y: rect.midY - 4, width: rect.width - 2, height: 8)
    return [
      .rectangle(box, fill: series.style.color.withAlpha(Self.opacity), stroke: Self.stroke(series))
    ]
  }

  /// The corners from left to right.
  private func path(_ series: Series, _ frame: Frame) -> [Point] {
    let corners = series.data.compactMap { frame.point($0, of: series) }
    return zip(corners, corners.dropFirst()).flatMap { [$0, Point($1.x, $0.y)] }
  }

  private static func stroke(_ series: Series) -> Stroke {
    Stroke(series.style.color, width: 1.1, dash: SeriesStyle.dashes[series.index % SeriesStyle.dashes.count])
  }
}
