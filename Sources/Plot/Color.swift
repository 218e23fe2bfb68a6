/// A colour in sRGB, each part in 0…1.
public struct Color: Sendable, Hashable {
  public let red: Double
  public let green: Double
  public let blue: Double
  public let alpha: Double
  public init(_ red: Double, _ green: Double, _ blue: Double, alpha: Double = 1) {
    (self.red, self.green, self.blue, self.alpha) = (red, green, blue, alpha)
  }

  /// A grey; 0 is black, 1 is white.
  public static func grey(_ level: Double) -> Color { Color(level, level, level) }
  /// From eight bits a channel, such as `0xE69F00`.
  public static func hex(_ code: UInt32) -> Color {
    Color(Double(code >> 16 & 255) / 255, Double(code >> 8 & 255) / 255, Double(code & 255) / 255)
  }
  public static let black = Color(0, 0, 0)
  public static let white = Color(1, 1, 1)

  /// The same colour, more or less see-through.
  public func withAlpha(_ alpha: Double) -> Color { Color(red, green, blue, alpha: alpha) }
}
