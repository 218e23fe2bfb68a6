/// Shapes to draw, in points, with the origin at the top left; what charts become and all that renderers know.
public struct Scene: Sendable, Hashable {
  public let width: Double
  public let height: Double
  public init(width: Double, height: Double) { (self.width, self.height) = (width, height) }
}
