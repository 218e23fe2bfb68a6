/// Bars from 0, whose lengths are the numbers; side by side where several series share a category.
public struct BarMark: Mark {
  private static let opacity = 0.55
  private static let widest = 30.0

  public init() {}

  public func extent(of series: Series) -> [Double] { [0] + series.data.map(\.y) }

  public func shapes(of series: Series, in frame: Frame) -> [Shape] {
    guard let floor = frame.vertical(0) else { return [] }
    let width = frame.step.map { $0 * 0.86 } ?? min(Self.widest, frame.slot * 0.62)
    return series.data.compactMap { frame.point($0, of: series) }.map { top in
      let bar = Rect(x: top.x - width / 2, y: min(top.y, floor), width: width, height: abs(floor - top.y))
      return .rectangle(
        bar, fill: series.style.color.withAlpha(Self.opacity), stroke: Stroke(series.style.color, width: 0.7))
    }
  }

  public func key(of series: Series, in rect: Rect) -> [Shape] {
    let box = Rect(x: rect.midX - 4, y: rect.midY - 4, width: 8, height: 8)
    return [
      .rectangle(box, fill: series.style.color.withAlpha(Self.opacity), stroke: Stroke(series.style.color, width: 0.7))
    ]
  }
}
