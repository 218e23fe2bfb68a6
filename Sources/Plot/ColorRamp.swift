import Glibc

/// A scale of colours from light to dark in one hue, which reads the same without colour vision and in print.
public struct ColorRamp: Sendable, Hashable {
  /// Light to dark, each clearly darker than the one before.
  private static let stops: [Color] = [
    Color(0.95, 0.97, 0.99), Color(0.68, 0.82, 0.91), Color(0.33, 0.59, 0.78), Color(0.10, 0.35, 0.61),
    Color(0.03, 0.15, 0.33),
  ]

  public init() {}

  /// The colour at a place in 0…1; places outside count as the nearest end.
  public func color(at place: Double) -> Color {
    let scaled = min(1, max(0, place)) * Double(Self.stops.count - 1)
    let below = min(Int(scaled), Self.stops.count - 2)
    let share = scaled - Double(below)
    let (low, high) = (Self.stops[below], Self.stops[below + 1])
    func mixed(_ part: KeyPath<Color, Double>) -> Double {
      low[keyPath: part] + share * (high[keyPath: part] - low[keyPath: part])
    }
    return Color(mixed(\.red), mixed(\.green), mixed(\.blue))
  }
}

extension Color {
  /// Black or white, whichever stands out more on it: the contrast is at least 4.5, as the accessibility guidelines of the web
  /// ask for.
  var ink: Color { luminance > 0.179 ? .black : .white }

  /// The light it gives off, 0…1, after the sRGB standard.
  private var luminance: Double {
    func linear(_ part: Double) -> Double { part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
}
