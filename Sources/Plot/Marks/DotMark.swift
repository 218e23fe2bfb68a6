/// Every datum as a small see-through sign: for clouds of points, of which none is left out.
public struct DotMark: Mark {
  public let size: Double
  public let opacity: Double

  /// A filled sign and strokes differ most where they lie on each other.
  private static let signs: [Marker] = [.circle, .cross, .triangle, .plus, .square, .ring, .diamond, .downTriangle]

  /// The size is in points.
  public init(size: Double = 3, opacity: Double = 0.5) { (self.size, self.opacity) = (size, opacity) }

  public func extent(of series: Series) -> [Double] { series.data.map(\.y) }

  public func shapes(of series: Series, in frame: Frame) -> [Shape] {
    let color = series.style.color.withAlpha(opacity)
    return series.data.compactMap { frame.point($0, of: series) }
      .map { .marker(Self.sign(series.index), at: $0, size: size, color: color) }
  }

  public func key(of series: Series, in rect: Rect) -> [Shape] {
    [.marker(Self.sign(series.index), at: Point(rect.midX, rect.midY), size: max(size, 4.5), color: series.style.color)]
  }

  private static func sign(_ index: Int) -> Marker { signs[index % signs.count] }
}
