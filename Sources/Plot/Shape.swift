/// One thing to draw, in points.
public indirect enum Shape: Sendable, Hashable {
  /// An open line through points; fewer than two points draw nothing.
  case polyline([Point], Stroke)
  /// A closed area.
  case polygon([Point], fill: Color)
  case rectangle(Rect, fill: Color?, stroke: Stroke?)
  case marker(Marker, at: Point, size: Double, color: Color)
  case text(Label)
  /// Pixels stretched over a rectangle, each a sharp block.
  case image(Picture, Rect)
  /// Shapes seen only inside a rectangle.
  case clipped([Shape], to: Rect)
}

/// How a line is drawn.
public struct Stroke: Sendable, Hashable {
  public var color: Color
  /// In points.
  public var width: Double
  /// Lengths of dashes and gaps in points; empty for a solid line.
  public var dash: [Double]

  public init(_ color: Color, width: Double = 1, dash: [Double] = []) {
    (self.color, self.width, self.dash) = (color, width, dash)
  }
}

/// Text on one or more lines (split at "\n"), placed by an anchor.
public struct Label: Sendable, Hashable {
  public var text: String
  public var style: TextStyle
  /// Where the anchor stands.
  public var position: Point
  public var anchor: Anchor
  /// Whether the text reads upwards, turned about its anchor.
  public var isUpright: Bool

  /// The spot of the text's box that stands on the position.
  public struct Anchor: Sendable, Hashable {
    public enum Horizontal: String, Sendable, Hashable { case left, center, right }
    public enum Vertical: String, Sendable, Hashable { case top, middle, baseline, bottom }
    public var horizontal: Horizontal
    public var vertical: Vertical
    public init(_ horizontal: Horizontal, _ vertical: Vertical) {
      (self.horizontal, self.vertical) = (horizontal, vertical)
    }
  }

  public init(
    _ text: String, style: TextStyle, at position: Point, anchor: Anchor = Anchor(.left, .baseline),
    isUpright: Bool = false
  ) {
    (self.text, self.style, self.position) = (text, style, position)
    (self.anchor, self.isUpright) = (anchor, isUpright)
  }
}

/// Pixels row by row.
public struct Picture: Sendable, Hashable {
  public let width: Int
  public let height: Int
  /// Red, green and blue of each pixel, [3 · height · width], 0 is dark.
  public let bytes: [UInt8]

  public init(width: Int, height: Int, bytes: [UInt8]) {
    precondition(
      width > 0 && height > 0 && bytes.count == 3 * width * height,
      "\(bytes.count) bytes for \(width) × \(height) pixels of 3")
    (self.width, self.height, self.bytes) = (width, height, bytes)
  }
}
