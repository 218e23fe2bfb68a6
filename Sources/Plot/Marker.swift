/// A small sign for a point, told apart by its outline even without colour.
public enum Marker: String, Sendable, Hashable, CaseIterable {
  case circle, square, triangle, diamond, plus, cross, downTriangle, ring

  /// What there is to draw.
  enum Outline {
    case disc(radius: Double)
    case circle(radius: Double, width: Double)
    case area([Point])
    case strokes([[Point]], width: Double)
  }

  /// The outline about a centre; sizes are balanced so that all signs look equally large.
  func outline(at center: Point, size: Double) -> Outline {
    let half = size / 2
    func at(_ x: Double, _ y: Double) -> Point { Point(center.x + x * half, center.y + y * half) }
    switch self {
    case .circle: return .disc(radius: half)
    case .ring: return .circle(radius: half * 0.88, width: size * 0.22)
    case .square: return .area([at(-0.86, -0.86), at(0.86, -0.86), at(0.86, 0.86), at(-0.86, 0.86)])
    case .triangle: return .area([at(0, -1.15), at(1.08, 0.75), at(-1.08, 0.75)])
    case .downTriangle: return .area([at(0, 1.15), at(1.08, -0.75), at(-1.08, -0.75)])
    case .diamond: return .area([at(0, -1.22), at(1.02, 0), at(0, 1.22), at(-1.02, 0)])
    case .plus: return .strokes([[at(-1.1, 0), at(1.1, 0)], [at(0, -1.1), at(0, 1.1)]], width: size * 0.3)
    case .cross:
      return .strokes([[at(-0.88, -0.88), at(0.88, 0.88)], [at(-0.88, 0.88), at(0.88, -0.88)]], width: size * 0.3)
    }
  }
}
