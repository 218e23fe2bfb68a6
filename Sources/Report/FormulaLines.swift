import Plot
import Vocabulary

/// Sets a displayed formula into as few lines as a column has room for.
struct FormulaLines {
  let size: Double
  /// Of the column, in points.
  let width: Double
  /// The most that a line may take of a page, in points.
  let height: Double

  /// The lines: one, else cut at wide spaces, else before relations and operators, at last shrunk.
  func lines(of formula: Formula) -> [SetFormula] {
    broken(formula).map { $0.height > height ? $0.scaled(by: height / $0.height) : $0 }
  }

  private func broken(_ formula: Formula) -> [SetFormula] {
    let whole = set(formula)
    if whole.width <= width { return [whole] }
    let parts = packed(FormulaBreaks.atQuads(formula), between: .space(18))
    return parts.flatMap { part -> [SetFormula] in
      let line = set(part)
      if line.width <= width { return [line] }
      return packed(FormulaBreaks.beforeOperators(part), between: nil).map { set($0).fitted(to: width) }
    }
  }

  private func set(_ formula: Formula) -> SetFormula { SetFormula(formula, size: size, isDisplay: true) }

  /// Pieces joined to lines for as long as they fit.
  private func packed(_ pieces: [Formula], between space: Formula?) -> [Formula] {
    var lines: [Formula] = []
    for piece in pieces {
      guard let last = lines.last else {
        lines.append(piece)
        continue
      }
      let joined = Formula.row(Self.items(last) + (space.map { [$0] } ?? []) + Self.items(piece))
      if set(joined).width <= width { lines[lines.count - 1] = joined } else { lines.append(piece) }
    }
    return lines
  }

  private static func items(_ formula: Formula) -> [Formula] {
    if case .row(let items) = formula { items } else { [formula] }
  }
}
