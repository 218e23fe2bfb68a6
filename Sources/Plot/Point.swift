/// A place in points; x grows to the right, y downwards.
public struct Point: Sendable, Hashable {
  public var x: Double
  public var y: Double
  public init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
  public init(x: Double, y: Double) { (self.x, self.y) = (x, y) }
  public static let zero = Point(0, 0)
}
