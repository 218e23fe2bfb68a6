import Vocabulary

/// Where a formula may be cut into lines: in its outermost row, outside parentheses.
enum FormulaBreaks {
  /// The pieces that end in a relation or an operator, and the last.
  static func afterOperators(_ formula: Formula) -> [Formula] {
    cut(formula) { [.relation, .binary].contains($0.atomClass) ? .after : .none }
  }

  /// The pieces that begin with a relation or an operator, and the first.
  static func beforeOperators(_ formula: Formula) -> [Formula] {
    let pieces = cut(formula) { [.relation, .binary].contains($0.atomClass) ? .before : .none }
    // An operator at a line's beginning still joins.
    return pieces.enumerated().map { index, piece in
      guard index > 0 else { return piece }
      if case .row(let items) = piece { return .row([.row([])] + items) }
      return .row([.row([]), piece])
    }
  }

  /// The pieces between spaces of a quad or more.
  static func atQuads(_ formula: Formula) -> [Formula] {
    cut(formula) { if case .space(let width) = $0, width >= 18 { .instead } else { .none } }
  }

  private enum Cut { case none, before, after, instead }

  private static func cut(_ formula: Formula, _ place: (Formula) -> Cut) -> [Formula] {
    guard case .row(let items) = formula else { return [formula] }
    var (pieces, current, depth) = ([[Formula]](), [Formula](), 0)
    let end = {
      if !current.isEmpty { pieces.append(current) }
      current = []
    }
    for (index, item) in items.enumerated() {
      if item.atomClass == .opening { depth += 1 }
      if item.atomClass == .closing { depth = max(0, depth - 1) }
      let cut = depth == 0 ? place(item) : .none
      if cut == .before || cut == .instead { end() }
      if cut != .instead { current.append(item) }
      // Two relations in a row are one, such as `:=`.
      if cut == .after, index + 1 < items.count, items[index + 1].atomClass != .relation { end() }
    }
    end()
    return pieces.isEmpty ? [formula] : pieces.map { $0.count == 1 ? $0[0] : .row($0) }
  }
}
