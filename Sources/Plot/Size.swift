/// An extent in points.
public struct Size: Sendable, Hashable {
  public var width: Double
  public var height: Double
  public init(width: Double, height: Double) { (self.width, self.height) = (width, height) }
  /// A4 paper, 595.28 × 841.89 points.
  public static let a4 = Size(width: 595.276, height: 841.89)
}
