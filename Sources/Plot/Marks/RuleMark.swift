/// A thin reference line behind the data; it does not widen the axes.
public struct RuleMark: Mark {
  /// Where the line stands.
  public enum Place: Sendable, Hashable {
    case horizontal(Double)
    case vertical(Double)
    /// y = x
    case diagonal
  }

  public let place: Place

  public init(_ place: Place) { self.place = place }

  public func background(in frame: Frame) -> [Shape] {
    let ends: [Point?] =
      switch place {
      case .horizontal(let value):
        [frame.rect.minX, frame.rect.maxX].map { x in frame.vertical(value).map { Point(x, $0) } }
      case .vertical(let value):
        [frame.rect.minY, frame.rect.maxY].map { y in frame.horizontal(value).map { Point($0, y) } }
      case .diagonal: diagonal(frame)
      }
    let line = Shape.polyline(ends.compactMap { $0 }, Stroke(.grey(0.45), width: 0.7, dash: [2.5, 2]))
    return [.clipped([line], to: frame.rect)]
  }

  private func diagonal(_ frame: Frame) -> [Point?] {
    if frame.x.kind == .ordinal { return [] }
    return [frame.x.lower, frame.x.upper].map { value in
      guard let x = frame.horizontal(value), let y = frame.vertical(value) else { return nil }
      return Point(x, y)
    }
  }
}
