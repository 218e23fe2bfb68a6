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

extension Label {
  /// The box that the text takes, upright or not.
  public var bounds: Rect {
    let measure = TextMeasure(text, style)
    let corner = measure.corner(of: anchor)
    guard isUpright else {
      return Rect(Point(position.x + corner.x, position.y + corner.y), measure.size)
    }
    // A quarter turn takes (x, y) to (y, −x).
    return Rect(
      x: position.x + corner.y, y: position.y - corner.x - measure.size.width, width: measure.size.height,
      height: measure.size.width)
  }
}
