extension Formula {
  /// The formula in one line of plain text, in Unicode's letters, signs and scripts: `φᵢ = (1/n) Σ_{S ∌ i} v(S)`.
  ///
  /// Fractions become `a/b`, binomials `C(n, k)`, scripts without letters of their own `_{…}` and `^{…}`. Parentheses are
  /// added where reading needs them. Quads become two spaces, and nothing else does.
  public var plain: String { PlainFormula.piece(self).text.trimmingTail }
}

/// A formula on its way to plain text.
enum PlainFormula {
  /// How tightly the parts of a text hold together, tightest first.
  enum Binding: Int, Comparable {
    case atom, product, sum, relation

    static func < (left: Binding, right: Binding) -> Bool { left.rawValue < right.rawValue }
  }

  /// A text, and what it may stand beside without parentheses.
  struct Piece {
    let text: String
    let binding: Binding

    init(_ text: String, _ binding: Binding = .atom) { (self.text, self.binding) = (text, binding) }

    /// The text, in parentheses if it is bound more loosely.
    func held(within binding: Binding) -> String { self.binding <= binding ? text : "(\(text))" }
  }

  /// The text of a formula.
  static func piece(_ formula: Formula) -> Piece {
    switch formula {
    case .symbol(let sign, _), .largeOperator(let sign): Piece(PlainLetters.text(sign))
    case .name(let name), .text(let name): Piece(PlainLetters.text(name))
    case .delimiter(let sign, _, _): Piece(sign)
    case .row(let items): PlainRow.piece(items)
    case .fraction(let above, let below, _):
      Piece("\(piece(above).held(within: .product))/\(piece(below).held(within: .atom))", .product)
    case .binomial(let above, let below, _): Piece("C(\(piece(above).text), \(piece(below).text))")
    case .fenced(let parts, let delimiters): fenced(parts, delimiters)
    case .root(let radicand, let degree):
      Piece((degree.map { PlainLetters.script($0, .above) } ?? "") + "√" + piece(radicand).held(within: .atom))
    case .scripted(let base, let below, let above, _): scripted(base, below, above)
    case .accented(let base, let mark, _): Piece(marked(base, mark))
    case .overlined(let base): Piece(marked(base, "\u{305}"))
    case .underlined(let base): Piece(marked(base, "\u{332}"))
    case .space: Piece("")
    case .grid(let grid): grided(grid)
    case .classified(.row(let letters), .ordinary): Piece(letters.map { piece($0).text }.joined())
    case .styled(let formula, _), .classified(let formula, _): piece(formula)
    }
  }

  private static func scripted(_ base: Formula, _ below: Formula?, _ above: Formula?) -> Piece {
    let scripts =
      (below.map { PlainLetters.script($0, .below) } ?? "") + (above.map { PlainLetters.script($0, .above) } ?? "")
    return Piece(piece(base).held(within: .atom) + scripts)
  }

  private static func fenced(_ parts: [Formula], _ delimiters: [String]) -> Piece {
    let inside = parts.indices.map { index in
      let between = index == 0 ? "" : " \(delimiters[index]) "
      return between + piece(parts[index]).text
    }.joined()
    return Piece((delimiters.first ?? "") + inside + (delimiters.last ?? ""))
  }

  /// Every letter with a combining mark.
  private static func marked(_ base: Formula, _ mark: String) -> String {
    piece(base).text.map { $0.isLetter || $0.isNumber ? "\($0)\(mark)" : "\($0)" }.joined()
  }

  /// Rows parted by semicolons; a matrix without delimiters gets brackets, since its cells would not hold together.
  private static func grided(_ grid: FormulaGrid) -> Piece {
    let rows = grid.rows.map { row in row.map { piece($0).text }.filter { !$0.isEmpty }.joined(separator: " ") }
    let inside = rows.joined(separator: "; ")
    guard grid.spacing != .aligned else { return Piece(inside, .relation) }
    return grid.left.isEmpty && grid.right.isEmpty
      ? Piece("[\(inside)]") : Piece("\(grid.left) \(inside) \(grid.right)".trimmingTail)
  }
}

extension String {
  /// Without the spaces at its end.
  fileprivate var trimmingTail: String { String(reversed().drop { $0 == " " }.reversed()) }
}
