import CHarfBuzz
import Vocabulary

extension FormulaSetter {
  /// The space that TeX leaves beside a fraction, as a share of the type size.
  private static let besides = 0.12

  /// Numerator and denominator about a rule on the axis.
  func fraction(_ above: Formula, _ below: Formula, _ style: FormulaStyle) -> FormulaBox {
    let numerator = box(above, style.numerator)
    let denominator = box(below, style.denominator)
    let thickness = constant(HB_OT_MATH_CONSTANT_FRACTION_RULE_THICKNESS, style)
    let (axis, gaps, shifts) = (axis(style), fractionGaps(style), fractionShifts(style))
    let up = max(shifts.up, axis + thickness / 2 + gaps.above + numerator.descent)
    let down = max(shifts.down, gaps.below + denominator.ascent - axis + thickness / 2)
    let beside = Self.besides * size
    let inner = max(numerator.width, denominator.width)
    var result = FormulaBox(width: inner + 2 * beside)
    result.place(numerator, x: beside + (inner - numerator.width) / 2, raised: up)
    result.place(denominator, x: beside + (inner - denominator.width) / 2, raised: -down)
    result.addRule(x: beside, bottom: axis - thickness / 2, width: inner, thickness: thickness)
    return result
  }

  private func fractionShifts(_ style: FormulaStyle) -> (up: Double, down: Double) {
    style.isDisplay
      ? (
        constant(HB_OT_MATH_CONSTANT_FRACTION_NUMERATOR_DISPLAY_STYLE_SHIFT_UP, style),
        constant(HB_OT_MATH_CONSTANT_FRACTION_DENOMINATOR_DISPLAY_STYLE_SHIFT_DOWN, style)
      )
      : (
        constant(HB_OT_MATH_CONSTANT_FRACTION_NUMERATOR_SHIFT_UP, style),
        constant(HB_OT_MATH_CONSTANT_FRACTION_DENOMINATOR_SHIFT_DOWN, style)
      )
  }

  private func fractionGaps(_ style: FormulaStyle) -> (above: Double, below: Double) {
    style.isDisplay
      ? (
        constant(HB_OT_MATH_CONSTANT_FRACTION_NUM_DISPLAY_STYLE_GAP_MIN, style),
        constant(HB_OT_MATH_CONSTANT_FRACTION_DENOM_DISPLAY_STYLE_GAP_MIN, style)
      )
      : (
        constant(HB_OT_MATH_CONSTANT_FRACTION_NUMERATOR_GAP_MIN, style),
        constant(HB_OT_MATH_CONSTANT_FRACTION_DENOMINATOR_GAP_MIN, style)
      )
  }

  /// The heights of a binomial's parentheses, as shares of the type size: TeX's for Computer Modern.
  private static let binomialHeights = (display: 2.39, text: 1.01)

  /// One above the other between parentheses.
  func binomial(_ above: Formula, _ below: Formula, _ style: FormulaStyle) -> FormulaBox {
    let stack = stack(box(above, style.numerator), box(below, style.denominator), style)
    let height = (style.isDisplay ? Self.binomialHeights.display : Self.binomialHeights.text) * size(style)
    var result = delimiter("(", atLeast: height, style)
    result.nucleus = nil
    result.append(stack)
    result.append(delimiter(")", atLeast: height, style))
    result.italicCorrection = 0
    return result
  }

  private func stack(_ top: FormulaBox, _ bottom: FormulaBox, _ style: FormulaStyle) -> FormulaBox {
    let isDisplay = style.isDisplay
    var up = constant(
      isDisplay ? HB_OT_MATH_CONSTANT_STACK_TOP_DISPLAY_STYLE_SHIFT_UP : HB_OT_MATH_CONSTANT_STACK_TOP_SHIFT_UP, style)
    var down = constant(
      isDisplay
        ? HB_OT_MATH_CONSTANT_STACK_BOTTOM_DISPLAY_STYLE_SHIFT_DOWN : HB_OT_MATH_CONSTANT_STACK_BOTTOM_SHIFT_DOWN, style
    )
    let least = constant(
      isDisplay ? HB_OT_MATH_CONSTANT_STACK_DISPLAY_STYLE_GAP_MIN : HB_OT_MATH_CONSTANT_STACK_GAP_MIN, style)
    let lacking = max(0, least - (up - top.descent) + (bottom.ascent - down))
    up += lacking / 2
    down += lacking / 2
    let width = max(top.width, bottom.width)
    var result = FormulaBox(width: width)
    result.place(top, x: (width - top.width) / 2, raised: up)
    result.place(bottom, x: (width - bottom.width) / 2, raised: -down)
    return result
  }
}
