extension Scene {
  /// The shapes in words, numbers rounded to two decimals: what tests compare instead of pixels.
  public var text: String {
    (["scene \(Self.number(width)) × \(Self.number(height))"] + Self.lines(shapes, indent: ""))
      .joined(separator: "\n") + "\n"
  }

  private static func lines(_ shapes: [Shape], indent: String) -> [String] {
    shapes.flatMap { shape -> [String] in
      if case .clipped(let inner, let rect) = shape {
        return ["\(indent)clip \(box(rect))"] + lines(inner, indent: indent + "  ")
      }
      if case .formula(let formula, let point, let color) = shape {
        return ["\(indent)formula \(place(point)) \(paint(color))"] + words(formula).map { indent + "  " + $0 }
      }
      return [indent + line(shape)]
    }
  }

  private static func line(_ shape: Shape) -> String {
    switch shape {
    case .polyline(let points, let stroke): "line \(path(points)) \(pen(stroke))"
    case .polygon(let points, let fill): "area \(path(points)) \(paint(fill))"
    case .rectangle(let rect, let fill, let stroke):
      "rectangle \(box(rect))" + (fill.map { " " + paint($0) } ?? "") + (stroke.map { " " + pen($0) } ?? "")
    case .marker(let marker, let point, let size, let color):
      "\(marker.rawValue) \(place(point)) size \(number(size)) \(paint(color))"
    case .text(let label): words(label)
    case .image(let picture, let rect): "image \(picture.width) × \(picture.height) pixels \(box(rect))"
    case .clipped, .formula: ""
    }
  }

  private static func words(_ label: Label) -> String {
    let style = label.style
    let look = (style.isBold ? " bold" : "") + (style.isItalic ? " italic" : "") + (label.isUpright ? " upright" : "")
    let anchor = "\(label.anchor.horizontal.rawValue) \(label.anchor.vertical.rawValue)"
    let text = label.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "⏎")
    return "text \"\(text)\" \(place(label.position)) \(anchor) \(style.family.rawValue) \(number(style.size))\(look) "
      + paint(style.color)
  }

  /// Measures, then a line for each glyph, by its name in the face, and for each rule.
  private static func words(_ formula: SetFormula) -> [String] {
    let reach = "ascent \(number(formula.ascent)) descent \(number(formula.descent))"
    let glyphs = formula.box.glyphs.map { glyph in
      "\(FormulaFont.shared.name(of: glyph.id)) \(place(Point(glyph.x, glyph.y))) size \(number(glyph.size))"
    }
    return ["width \(number(formula.width)) \(reach)"] + glyphs + formula.box.rules.map { "rule \(box($0))" }
  }

  private static func path(_ points: [Point]) -> String { points.map(place).joined(separator: " ") }
  private static func place(_ point: Point) -> String { "\(number(point.x)),\(number(point.y))" }

  private static func box(_ rect: Rect) -> String {
    "\(place(rect.origin)) \(number(rect.width)) × \(number(rect.height))"
  }

  private static func pen(_ stroke: Stroke) -> String {
    "width \(number(stroke.width)) \(paint(stroke.color))"
      + (stroke.dash.isEmpty ? "" : " dash \(stroke.dash.map(number).joined(separator: " "))")
  }

  private static func paint(_ color: Color) -> String {
    let parts = [color.red, color.green, color.blue].map { part in
      let code = String(Int((part * 255).rounded()), radix: 16)
      return code.count == 1 ? "0" + code : code
    }
    return "#" + parts.joined() + (color.alpha == 1 ? "" : "/\(number(color.alpha))")
  }

  private static func number(_ value: Double) -> String { NumberText.fixed(value, decimals: 2) }
}
