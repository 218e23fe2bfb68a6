/// Shapes to draw, in points, with the origin at the top left; what charts become and all that renderers know.
public struct Scene: Sendable, Hashable {
  public let width: Double
  public let height: Double
  /// From back to front.
  public private(set) var shapes: [Shape]

  public init(width: Double, height: Double, shapes: [Shape] = []) {
    (self.width, self.height, self.shapes) = (width, height, shapes)
  }

  public var size: Size { Size(width: width, height: height) }

  /// Puts a shape in front of the others.
  public mutating func add(_ shape: Shape) { shapes.append(shape) }

  /// Puts shapes in front of the others, the last one foremost.
  public mutating func add(_ more: [Shape]) { shapes += more }
}
