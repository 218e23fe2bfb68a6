import CPango

/// The size of a label: its width comes from the letters, its height from the type size alone.
public struct TextMeasure: Sendable {
  /// Shares of the type size; fonts claim far taller lines than their letters need.
  enum Share {
    static let ascent = 0.76
    static let descent = 0.24
    static let capHeight = 0.68
    static let leading = 1.2
  }

  public let style: TextStyle
  /// The text's lines, split at "\n".
  public let lines: [String]
  /// The width of each line in points.
  public let widths: [Double]

  /// Measures text in one style.
  public init(_ text: String, _ style: TextStyle) {
    self.style = style
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    widths = lines.map { line in
      Self.withLayout(line, style) { layout in
        var logical = PangoRectangle()
        pango_layout_get_extents(layout, nil, &logical)
        return points(logical.width)
      }
    }
  }

  /// In points.
  public var size: Size {
    Size(width: widths.max() ?? 0, height: style.size * (1 + Share.leading * Double(lines.count - 1)))
  }

  /// From the top of the box to the baseline of a line, in points.
  func baseline(_ line: Int) -> Double { style.size * (Share.ascent + Share.leading * Double(line)) }

  /// The box's top left corner, seen from the position of its anchor; the middle is that of the capitals.
  public func corner(of anchor: Label.Anchor) -> Point {
    let x: Double =
      switch anchor.horizontal {
      case .left: 0
      case .center: -size.width / 2
      case .right: -size.width
      }
    let y: Double =
      switch anchor.vertical {
      case .top: 0
      case .middle: -(baseline(0) - style.size * Share.capHeight + baseline(lines.count - 1)) / 2
      case .baseline: -baseline(0)
      case .bottom: -size.height
      }
    return Point(x, y)
  }

  /// Where a line begins inside the box.
  func indent(_ line: Int, _ alignment: Label.Anchor.Horizontal) -> Double {
    switch alignment {
    case .left: 0
    case .center: (size.width - widths[line]) / 2
    case .right: size.width - widths[line]
    }
  }

  /// The text shortened with an ellipsis until it is no wider than a width in points.
  public static func fitted(_ text: String, _ style: TextStyle, width: Double) -> String {
    var (shown, isCut) = (text, false)
    while !shown.isEmpty, TextMeasure(isCut ? shown + "…" : shown, style).size.width > width {
      shown.removeLast()
      isCut = true
    }
    return isCut ? shown + "…" : shown
  }

  /// Lends the Pango layout of one line.
  func withLayout(ofLine line: Int, _ body: (OpaquePointer) -> Void) { Self.withLayout(lines[line], style, body) }

  private static func withLayout<R>(_ text: String, _ style: TextStyle, _ body: (OpaquePointer) -> R) -> R {
    TextEngine.locked { context in
      let layout = TextEngine.makeLayout(context)
      defer { TextEngine.release(layout) }
      let font = pango_font_description_from_string(style.pangoDescription)
      pango_layout_set_font_description(layout, font)
      pango_font_description_free(font)
      pango_layout_set_single_paragraph_mode(layout, 1)
      pango_layout_set_text(layout, text, -1)
      return body(layout)
    }
  }
}
