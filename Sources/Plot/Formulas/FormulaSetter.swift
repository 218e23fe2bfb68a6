import CHarfBuzz
import Vocabulary

/// Sets formulas by the rules of TeX with the measures that an OpenType face brings along.
///
/// Knuth, The TeXbook, 1984, appendix G; the MATH table of the OpenType specification. O(glyphs · depth).
struct FormulaSetter {
  let font = FormulaFont.shared
  /// The type size of letters that are no scripts, in points.
  let size: Double

  /// Sets a formula in a style.
  func box(_ formula: Formula, _ style: FormulaStyle) -> FormulaBox {
    switch formula {
    case .symbol(let text, _): symbol(text, style)
    case .name(let text), .text(let text): words(text, style)
    case .largeOperator(let sign): largeOperator(sign, style)
    case .row(let items): row(items, style)
    case .fraction(let above, let below, let own): fraction(above, below, style.with(own))
    case .binomial(let above, let below, let own): binomial(above, below, style.with(own))
    case .fenced(let parts, let delimiters): fenced(parts, delimiters, style)
    case .delimiter(let sign, let size, _): fixedDelimiter(sign, size, style)
    case .root(let inner, let degree): root(inner, degree, style)
    case .scripted(let base, let below, let above, let limits): scripted(base, below, above, limits, style)
    case .accented(let inner, let mark, let isWide): accented(inner, mark, isWide, style)
    case .overlined(let inner): overlined(inner, style)
    case .underlined(let inner): underlined(inner, style)
    case .space(let units): FormulaBox(width: units / 18 * size(style))
    case .grid(let grid): self.grid(grid, style)
    case .styled(let inner, let own): box(inner, style.with(own))
    case .classified(let inner, _): box(inner, style)
    }
  }

  // MARK: Measures

  /// The type size of a style in points.
  func size(_ style: FormulaStyle) -> Double {
    switch style.size {
    case .display, .text: size
    case .script: size * font.constant(HB_OT_MATH_CONSTANT_SCRIPT_PERCENT_SCALE_DOWN) / 100
    case .scriptScript: size * font.constant(HB_OT_MATH_CONSTANT_SCRIPT_SCRIPT_PERCENT_SCALE_DOWN) / 100
    }
  }

  /// Points for a font unit in a style.
  func unit(_ style: FormulaStyle) -> Double { size(style) / font.unitsPerEm }

  /// A measure of the face in points.
  func constant(_ constant: hb_ot_math_constant_t, _ style: FormulaStyle) -> Double {
    font.constant(constant) * unit(style)
  }

  /// The height of the line that fractions and operators are centred on.
  func axis(_ style: FormulaStyle) -> Double { constant(HB_OT_MATH_CONSTANT_AXIS_HEIGHT, style) }

  // MARK: Glyphs

  func glyph(_ id: UInt32, _ style: FormulaStyle) -> FormulaBox {
    let (unit, reach) = (unit(style), font.reach(id))
    var box = FormulaBox(
      width: font.advance(id) * unit, ascent: reach.ascent * unit, descent: reach.descent * unit,
      glyphs: [FormulaBox.Glyph(id: id, size: size(style), x: 0, y: 0)])
    box.italicCorrection = font.italicCorrection(id) * unit
    box.nucleus = FormulaBox.Nucleus(glyph: id, size: size(style))
    return box
  }

  private func optical(_ style: FormulaStyle) -> FormulaFont.Optical {
    switch style.size {
    case .display, .text: .text
    case .script: .script
    case .scriptScript: .scriptScript
    }
  }

  private func symbol(_ text: String, _ style: FormulaStyle) -> FormulaBox {
    let glyphs = font.glyphs(Self.drawn[text] ?? text, optical(style))
    if glyphs.count == 1 { return glyph(glyphs[0], style) }
    return line(glyphs, style)
  }

  /// Signs that another one of the face draws as LaTeX does: its set difference is as high as a parenthesis.
  private static let drawn = ["∖": "\\"]

  private func line(_ glyphs: [UInt32], _ style: FormulaStyle) -> FormulaBox {
    var box = FormulaBox()
    for id in glyphs { box.append(glyph(id, style)) }
    return box
  }

  /// Letters with the spaces of text between words.
  private func words(_ text: String, _ style: FormulaStyle) -> FormulaBox {
    var (box, word) = (FormulaBox(), "")
    for scalar in text.unicodeScalars {
      if let space = Self.spaces[scalar] {
        box.append(line(font.glyphs(word, optical(style)), style))
        box.width += space * size(style)
        word = ""
      } else {
        word.unicodeScalars.append(scalar)
      }
    }
    box.append(line(font.glyphs(word, optical(style)), style))
    return box
  }

  /// Shares of the type size.
  private static let spaces: [Unicode.Scalar: Double] = [" ": 1 / 3, "\u{A0}": 1 / 3, "\u{2009}": 1 / 6]

  /// Centred on the axis; larger in displays.
  private func largeOperator(_ sign: String, _ style: FormulaStyle) -> FormulaBox {
    let plain = sign.unicodeScalars.first.map(font.glyph) ?? 0
    let least = font.constant(HB_OT_MATH_CONSTANT_DISPLAY_OPERATOR_MIN_HEIGHT)
    let variants = style.isDisplay ? font.variants(plain, HB_DIRECTION_TTB) : []
    let chosen = variants.first { $0.extent >= least } ?? variants.last
    var box = centred(glyph(chosen?.glyph ?? plain, style), style)
    // Faces count an integral's lean into its advance, letters' not: a subscript stands below the lean in both.
    box.width -= box.italicCorrection
    return box
  }

  /// The same box with its middle on the axis.
  func centred(_ box: FormulaBox, _ style: FormulaStyle) -> FormulaBox {
    box.raised(by: axis(style) - (box.ascent - box.descent) / 2)
  }
}
