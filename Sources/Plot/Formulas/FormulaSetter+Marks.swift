import CHarfBuzz
import Vocabulary

extension FormulaSetter {
  /// A mark over a formula, about the point where its letter leans to.
  func accented(_ inner: Formula, _ mark: String, _ isWide: Bool, _ style: FormulaStyle) -> FormulaBox {
    let base = box(inner, style.cramped)
    let unit = unit(style)
    var id = mark.unicodeScalars.first.map(font.glyph) ?? 0
    if isWide {
      let fitting = font.variants(id, HB_DIRECTION_LTR).last { $0.extent * unit <= base.width }
      id = fitting?.glyph ?? id
    }
    let accent = glyph(id, style)
    let middle = base.nucleus.map { font.accentAttachment($0.glyph) * unit } ?? base.width / 2
    var result = base
    let raised = max(0, base.ascent - constant(HB_OT_MATH_CONSTANT_ACCENT_BASE_HEIGHT, style))
    result.place(accent, x: middle - font.accentAttachment(id) * unit, raised: raised)
    return result
  }

  func overlined(_ inner: Formula, _ style: FormulaStyle) -> FormulaBox {
    var result = box(inner, style.cramped)
    let gap = constant(HB_OT_MATH_CONSTANT_OVERBAR_VERTICAL_GAP, style)
    result.width += result.italicCorrection
    result.addRule(
      x: 0, bottom: result.ascent + gap, width: result.width,
      thickness: constant(HB_OT_MATH_CONSTANT_OVERBAR_RULE_THICKNESS, style))
    (result.nucleus, result.italicCorrection) = (nil, 0)
    return result
  }

  func underlined(_ inner: Formula, _ style: FormulaStyle) -> FormulaBox {
    var result = box(inner, style)
    let gap = constant(HB_OT_MATH_CONSTANT_UNDERBAR_VERTICAL_GAP, style)
    let thickness = constant(HB_OT_MATH_CONSTANT_UNDERBAR_RULE_THICKNESS, style)
    result.addRule(x: 0, bottom: -result.descent - gap - thickness, width: result.width, thickness: thickness)
    (result.nucleus, result.italicCorrection) = (nil, 0)
    return result
  }
}
