public import Vocabulary

/// A formula that is set in a size: its measures in points about an origin on the baseline, and its ink.
public struct SetFormula: Sendable, Hashable {
  let box: FormulaBox
  /// The formula on one line, for whoever searches or copies.
  let text: String

  /// Sets a formula; displays are larger and carry their limits above and below. Milliseconds.
  public init(_ formula: Formula, size: Double, isDisplay: Bool = false) {
    precondition(size > 0, "a formula of \(size) points")
    box = FormulaSetter(size: size).box(formula, FormulaStyle(size: isDisplay ? .display : .text))
    text = formula.plain
  }

  private init(_ box: FormulaBox, _ text: String) { (self.box, self.text) = (box, text) }

  /// A letter that leans out at the end counts as far as it leans.
  public var width: Double { max(0, box.width + box.italicCorrection) }
  /// How far it reaches above the baseline.
  public var ascent: Double { max(0, box.ascent) }
  /// How far it reaches below the baseline.
  public var descent: Double { max(0, box.descent) }

  /// How far it reaches in all.
  public var height: Double { ascent + descent }

  /// The same formula, smaller or larger.
  public func scaled(by factor: Double) -> SetFormula { SetFormula(box.scaled(by: factor), text) }

  /// The formula no wider than a width in points: itself, or scaled down.
  public func fitted(to available: Double) -> SetFormula {
    width > available && available > 0 ? scaled(by: available / width) : self
  }
}
