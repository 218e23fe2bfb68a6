import Vocabulary

/// The style a part of a formula is set in; below roots, lines and fractions exponents stand lower.
struct FormulaStyle: Sendable, Hashable {
  var size: Formula.Style
  var isCramped = false

  var isDisplay: Bool { size == .display }

  var superscript: FormulaStyle { FormulaStyle(size: smaller, isCramped: isCramped) }
  var `subscript`: FormulaStyle { FormulaStyle(size: smaller, isCramped: true) }
  var cramped: FormulaStyle { FormulaStyle(size: size, isCramped: true) }

  /// A numerator's style.
  var numerator: FormulaStyle { FormulaStyle(size: below, isCramped: isCramped) }
  var denominator: FormulaStyle { FormulaStyle(size: below, isCramped: true) }

  /// The same in a size asked for.
  func with(_ size: Formula.Style?) -> FormulaStyle { FormulaStyle(size: size ?? self.size, isCramped: isCramped) }

  private var smaller: Formula.Style { size < .script ? .script : .scriptScript }

  private var below: Formula.Style {
    switch size {
    case .display: .text
    case .text: .script
    case .script, .scriptScript: .scriptScript
    }
  }
}
