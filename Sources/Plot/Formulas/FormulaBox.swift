/// A set formula: glyphs and rules about an origin on the baseline, in points.
struct FormulaBox: Sendable, Hashable {
  var width = 0.0
  /// How far it reaches above the baseline, and below it.
  var ascent = 0.0
  var descent = 0.0
  var glyphs: [Glyph] = []
  /// With y downwards, as on pages.
  var rules: [Rect] = []
  /// How far the last letter leans out to the right at its top.
  var italicCorrection = 0.0
  /// The one glyph it consists of, beside which scripts fit more closely.
  var nucleus: Nucleus?

  /// A glyph at a place; y points downwards.
  struct Glyph: Sendable, Hashable {
    var id: UInt32
    var size: Double
    var x: Double
    var y: Double
  }

  /// The glyph that scripts and accents attach to.
  struct Nucleus: Sendable, Hashable {
    let glyph: UInt32
    let size: Double
  }

  /// Adds the ink of another box, moved right and up; the width stays.
  mutating func place(_ box: FormulaBox, x: Double = 0, raised: Double = 0) {
    glyphs += box.glyphs.map { Glyph(id: $0.id, size: $0.size, x: $0.x + x, y: $0.y - raised) }
    rules += box.rules.map { Rect(x: $0.x + x, y: $0.y - raised, width: $0.width, height: $0.height) }
    ascent = max(ascent, box.ascent + raised)
    descent = max(descent, box.descent - raised)
  }

  /// Adds another box at the right end.
  mutating func append(_ box: FormulaBox) {
    place(box, x: width)
    width += box.width
  }

  /// Adds a rule whose lower edge lies at a height.
  mutating func addRule(x: Double, bottom: Double, width: Double, thickness: Double) {
    rules.append(Rect(x: x, y: -bottom - thickness, width: width, height: thickness))
    ascent = max(ascent, bottom + thickness)
    descent = max(descent, -bottom)
  }

  /// The same box higher, with its true extent.
  func raised(by amount: Double) -> FormulaBox {
    var box = FormulaBox()
    (box.ascent, box.descent) = (ascent + amount, descent - amount)
    box.place(self, raised: amount)
    (box.ascent, box.descent) = (ascent + amount, descent - amount)
    (box.width, box.italicCorrection) = (width, italicCorrection)
    return box
  }

  /// The same box in another size.
  func scaled(by factor: Double) -> FormulaBox {
    var box = self
    (box.width, box.ascent, box.descent) = (width * factor, ascent * factor, descent * factor)
    box.italicCorrection *= factor
    box.glyphs = glyphs.map { Glyph(id: $0.id, size: $0.size * factor, x: $0.x * factor, y: $0.y * factor) }
    box.rules = rules.map {
      Rect(x: $0.x * factor, y: $0.y * factor, width: $0.width * factor, height: $0.height * factor)
    }
    return box
  }
}
