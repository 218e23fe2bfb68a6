/// One thing to draw, in points.
public indirect enum Shape: Sendable, Hashable {
  /// An open line through points; fewer than two points draw nothing.
  case polyline([Point], Stroke)
  /// A closed area.
  case polygon([Point], fill: Color)
  case rectangle(Rect, fill: Color?, stroke: Stroke?)
  case marker(Marker, at: Point, size: Double, color: Color)
  case text(Label)
  /// A set formula with its origin, the left end of its baseline, at a point.
  case formula(SetFormula, at: Point, Color)
  /// Pixels stretched over a rectangle, each a sharp block.
  case image(Picture, Rect)
  /// Shapes seen only inside a rectangle.
  case clipped([Shape], to: Rect)
}
