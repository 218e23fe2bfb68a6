import Vocabulary

extension FormulaSetter {
  /// An item of a row with the style it is set in: a command such as `\displaystyle` holds to the row's end.
  private struct Item {
    let formula: Formula
    let style: FormulaStyle
    var kind: Formula.AtomClass?
  }

  /// Atoms side by side at the distances of their classes.
  func row(_ formulas: [Formula], _ style: FormulaStyle) -> FormulaBox {
    var box = FormulaBox()
    var before: Formula.AtomClass?
    let items = Self.classified(Self.flattened(formulas, style))
    for item in items {
      let next = self.box(item.formula, item.style)
      if let kind = item.kind {
        box.width += before.map { Self.space($0, kind, item.style) * size(item.style) / 18 } ?? 0
        before = kind
      }
      box.append(next)
      box.width += next.italicCorrection
    }
    if items.count == 1, let only = items.first { return self.box(only.formula, only.style) }
    return box
  }

  private static func flattened(_ formulas: [Formula], _ style: FormulaStyle) -> [Item] {
    formulas.flatMap { formula -> [Item] in
      guard case .styled(let inner, let own) = formula else {
        return [Item(formula: formula, style: style, kind: formula.atomClass)]
      }
      if case .row(let items) = inner { return flattened(items, style.with(own)) }
      return flattened([inner], style.with(own))
    }
  }

  /// A binary operator without something to join is a sign, as in `-x` or `(+)`.
  private static func classified(_ items: [Item]) -> [Item] {
    var items = items
    var before: Int?
    for index in items.indices {
      guard let kind = items[index].kind else { continue }
      let previous = before.flatMap { items[$0].kind }
      if kind == .binary, previous.map({ [.binary, .large, .relation, .opening, .punctuation].contains($0) }) ?? true {
        items[index].kind = .ordinary
      }
      if [.relation, .closing, .punctuation].contains(kind), previous == .binary, let before {
        items[before].kind = .ordinary
      }
      before = index
    }
    if let before, items[before].kind == .binary { items[before].kind = .ordinary }
    return items
  }

  /// The space between neighbours in mathematical units: none, thin (3), medium (4) or thick (5).
  private static func space(
    _ left: Formula.AtomClass, _ right: Formula.AtomClass, _ style: FormulaStyle
  ) -> Double {
    let code = spaces[left.rawValue][right.rawValue]
    if style.size > .text, code < 0 { return 0 }
    return [0, 3, 4, 5][abs(code)]
  }

  /// The TeXbook's table on page 170 by class; negative entries vanish in scripts.
  private static let spaces = [
    [0, 1, -2, -3, 0, 0, 0, -1], [1, 1, 0, -3, 0, 0, 0, -1], [-2, -2, 0, 0, -2, 0, 0, -2],
    [-3, -3, 0, 0, -3, 0, 0, -3], [0, 0, 0, 0, 0, 0, 0, 0], [0, 1, -2, -3, 0, 0, 0, -1],
    [-1, -1, 0, -1, -1, -1, -1, -1], [-1, 1, -2, -3, -1, 0, -1, -1],
  ]
}
