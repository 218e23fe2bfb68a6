import CHarfBuzz
import Vocabulary

extension FormulaSetter {
  /// A base with its sub- and superscript, beside it or as limits.
  func scripted(
    _ base: Formula, _ below: Formula?, _ above: Formula?, _ limits: Formula.Limits, _ style: FormulaStyle
  ) -> FormulaBox {
    let base = box(base, style)
    let lower = below.map { box($0, style.subscript) }
    let upper = above.map { box($0, style.superscript) }
    let isStacked = limits == .stacked || limits == .stackedInDisplays && style.isDisplay
    return isStacked ? stacked(base, lower, upper, style) : beside(base, lower, upper, style)
  }

  private func stacked(
    _ base: FormulaBox, _ lower: FormulaBox?, _ upper: FormulaBox?, _ style: FormulaStyle
  ) -> FormulaBox {
    let own = base.width + base.italicCorrection
    let width = max(own, max(lower?.width ?? 0, upper?.width ?? 0))
    var result = FormulaBox(width: width)
    result.place(base, x: (width - own) / 2)
    if let upper {
      let gap = constant(HB_OT_MATH_CONSTANT_UPPER_LIMIT_GAP_MIN, style) + upper.descent
      let rise = base.ascent + max(gap, constant(HB_OT_MATH_CONSTANT_UPPER_LIMIT_BASELINE_RISE_MIN, style))
      result.place(upper, x: (width - upper.width + base.italicCorrection) / 2, raised: rise)
    }
    if let lower {
      let gap = constant(HB_OT_MATH_CONSTANT_LOWER_LIMIT_GAP_MIN, style) + lower.ascent
      let drop = base.descent + max(gap, constant(HB_OT_MATH_CONSTANT_LOWER_LIMIT_BASELINE_DROP_MIN, style))
      result.place(lower, x: (width - lower.width - base.italicCorrection) / 2, raised: -drop)
    }
    return result
  }

  private func beside(
    _ base: FormulaBox, _ lower: FormulaBox?, _ upper: FormulaBox?, _ style: FormulaStyle
  ) -> FormulaBox {
    let (up, down) = shifts(base, lower, upper, style)
    let after = constant(HB_OT_MATH_CONSTANT_SPACE_AFTER_SCRIPT, style)
    var result = base
    (result.nucleus, result.italicCorrection) = (nil, 0)
    var end = base.width
    if let upper {
      let kern = kern(base, HB_OT_MATH_KERN_TOP_RIGHT, height: up - upper.descent)
      let x = base.width + base.italicCorrection + kern
      result.place(upper, x: x, raised: up)
      end = max(end, x + upper.width + after)
    }
    if let lower {
      let x = base.width + kern(base, HB_OT_MATH_KERN_BOTTOM_RIGHT, height: lower.ascent - down)
      result.place(lower, x: x, raised: -down)
      end = max(end, x + lower.width + after)
    }
    result.width = end
    return result
  }

  /// How far a script at a height may come nearer to a single letter.
  private func kern(_ base: FormulaBox, _ corner: hb_ot_math_kern_t, height: Double) -> Double {
    guard let nucleus = base.nucleus else { return 0 }
    let unit = nucleus.size / font.unitsPerEm
    return font.kern(nucleus.glyph, corner, height: height / unit) * unit
  }

  /// Faces tell how deep a subscript stands below a superscript; alone, Computer Modern has it stand at this share of that
  /// (150 and 247 thousandths of the type size).
  private static let loneSubscript = 150.0 / 247

  /// How far the baselines of superscript and subscript stand above and below that of their base.
  private func shifts(
    _ base: FormulaBox, _ lower: FormulaBox?, _ upper: FormulaBox?, _ style: FormulaStyle
  ) -> (up: Double, down: Double) {
    let isLetter = base.nucleus != nil
    var up = isLetter ? 0 : base.ascent - constant(HB_OT_MATH_CONSTANT_SUPERSCRIPT_BASELINE_DROP_MAX, style)
    var down = isLetter ? 0 : base.descent + constant(HB_OT_MATH_CONSTANT_SUBSCRIPT_BASELINE_DROP_MIN, style)
    if let upper {
      let least =
        style.isCramped
        ? HB_OT_MATH_CONSTANT_SUPERSCRIPT_SHIFT_UP_CRAMPED : HB_OT_MATH_CONSTANT_SUPERSCRIPT_SHIFT_UP
      up = max(up, constant(least, style), upper.descent + constant(HB_OT_MATH_CONSTANT_SUPERSCRIPT_BOTTOM_MIN, style))
    }
    if let lower {
      let alone = upper == nil ? Self.loneSubscript : 1
      let least = constant(HB_OT_MATH_CONSTANT_SUBSCRIPT_SHIFT_DOWN, style) * alone
      down = max(down, least, lower.ascent - constant(HB_OT_MATH_CONSTANT_SUBSCRIPT_TOP_MAX, style))
    }
    guard let lower, let upper else { return (up, down) }
    return parted(up, down, lower, upper, style)
  }

  /// Both scripts with at least a gap between; the upper one rises first, as far as it may.
  private func parted(
    _ up: Double, _ down: Double, _ lower: FormulaBox, _ upper: FormulaBox, _ style: FormulaStyle
  ) -> (up: Double, down: Double) {
    let bottom = up - upper.descent
    let gap = bottom - (lower.ascent - down)
    let lacking = constant(HB_OT_MATH_CONSTANT_SUB_SUPERSCRIPT_GAP_MIN, style) - gap
    guard lacking > 0 else { return (up, down) }
    let most = constant(HB_OT_MATH_CONSTANT_SUPERSCRIPT_BOTTOM_MAX_WITH_SUBSCRIPT, style) - bottom
    let rise = min(max(0, most), lacking)
    return (up + rise, down + lacking - rise)
  }
}
