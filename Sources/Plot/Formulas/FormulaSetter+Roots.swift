import CHarfBuzz
import Vocabulary

extension FormulaSetter {
  /// A root whose rule is the radical's own upper edge continued.
  func root(_ inner: Formula, _ degree: Formula?, _ style: FormulaStyle) -> FormulaBox {
    let content = box(inner, style.cramped)
    let thickness = constant(HB_OT_MATH_CONSTANT_RADICAL_RULE_THICKNESS, style)
    let least = constant(
      style.isDisplay
        ? HB_OT_MATH_CONSTANT_RADICAL_DISPLAY_STYLE_VERTICAL_GAP : HB_OT_MATH_CONSTANT_RADICAL_VERTICAL_GAP, style)
    let height = content.ascent + content.descent
    let radical = tall("√", atLeast: height + least + thickness, style)
    let spare = radical.ascent + radical.descent - thickness - height
    let top = content.ascent + max(least, (least + spare) / 2) + thickness
    var result = FormulaBox()
    if let degree { place(degree, on: &result, top: top, bottom: content.descent, style) }
    let left = result.width
    result.place(radical, x: left, raised: top - radical.ascent)
    // The radical's hook ends a hair before its advance in some sizes: the rule begins inside it.
    let overlap = thickness / 2
    result.addRule(
      x: left + radical.width - overlap, bottom: top - thickness, width: content.width + overlap, thickness: thickness)
    result.place(content, x: left + radical.width)
    result.width = left + radical.width + content.width
    result.ascent += constant(HB_OT_MATH_CONSTANT_RADICAL_EXTRA_ASCENDER, style)
    return result
  }

  /// The degree stands in the radical's elbow.
  private func place(
    _ degree: Formula, on result: inout FormulaBox, top: Double, bottom: Double, _ style: FormulaStyle
  ) {
    let degree = box(degree, FormulaStyle(size: .scriptScript, isCramped: true))
    let share = font.constant(HB_OT_MATH_CONSTANT_RADICAL_DEGREE_BOTTOM_RAISE_PERCENT) / 100
    let before = constant(HB_OT_MATH_CONSTANT_RADICAL_KERN_BEFORE_DEGREE, style)
    result.place(degree, x: before, raised: (top + bottom) * share - bottom + degree.descent)
    result.width = max(0, before + degree.width + constant(HB_OT_MATH_CONSTANT_RADICAL_KERN_AFTER_DEGREE, style))
  }
}
