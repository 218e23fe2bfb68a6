import Plot
import Vocabulary

/// Sets formulas in a line of text, broken after relations and operators where they are long.
struct FormulaRuns {
  let style: TextStyle
  let link: LinkTarget?

  /// Shorter ones stay whole; in type sizes.
  private static let longest = 9.0

  /// The formula, or its source in typewriter letters where it is none.
  func runs(_ tex: String) -> [TextRun] {
    guard let formula = try? Formula(tex: RunSetter.printable(tex)) else {
      return [TextRun(RunSetter.breakable(tex), style: RunSetter.code(style), link: link)]
    }
    let whole = SetFormula(formula, size: style.size)
    if whole.width <= Self.longest * style.size { return [TextRun(whole, style: style, link: link)] }
    // Blanks between the pieces are those of text: they stretch, and vanish at a line's end.
    let parts = FormulaBreaks.atQuads(formula).map(FormulaBreaks.afterOperators)
    return Array(
      parts.map { pieces in pieces.map { [run($0)] }.joined(separator: [thickSpace]) }.joined(separator: quad))
  }

  private func run(_ piece: Formula) -> TextRun {
    TextRun(SetFormula(piece, size: style.size), style: style, link: link)
  }

  /// As wide as the space about a relation, five sixths of a blank.
  private var thickSpace: TextRun { TextRun(" ", style: style.with(size: style.size * 5 / 6), link: link) }

  /// Three blanks of text are a quad.
  private var quad: [TextRun] { [TextRun("   ", style: style, link: link)] }

  /// Runs in which no line breaks between a formula and the letters that touch it.
  static func glued(_ runs: [TextRun]) -> [TextRun] {
    guard runs.contains(where: { $0.formula != nil }) else { return runs }
    var result: [TextRun] = []
    for run in runs where !run.text.isEmpty {
      if let last = result.last, run.formula != nil || last.formula != nil, touches(last, run) {
        result.append(TextRun("\u{2060}", style: last.style))
      }
      result.append(run)
    }
    return result
  }

  private static func touches(_ left: TextRun, _ right: TextRun) -> Bool {
    let blanks: (Character?) -> Bool = { $0.map { $0.isWhitespace || $0 == "\u{200B}" } ?? true }
    return !blanks(left.text.last) && !blanks(right.text.first)
  }
}
