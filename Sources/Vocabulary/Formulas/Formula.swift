/// A mathematical formula as a tree: what TeX's mathematics mode reads, before it is set.
public indirect enum Formula: Sendable, Hashable {
  /// Letters or a sign, already of their mathematical alphabet.
  case symbol(String, AtomClass)
  /// A sum, an integral or the like, which is larger in displays.
  case largeOperator(String)
  /// A function's name in upright letters, such as `log`.
  case name(String)
  /// Words.
  case text(String)
  case row([Formula])
  /// One above the other with a rule between; without a style of its own it takes that of what it stands in.
  case fraction(Formula, Formula, style: Style?)
  /// One above the other between parentheses.
  case binomial(Formula, Formula, style: Style?)
  /// Parts between delimiters that grow with them, one delimiter more than parts; "" is an invisible one.
  case fenced([Formula], delimiters: [String])
  /// A delimiter of a fixed size, 1 (`\big`) to 4 (`\Bigg`).
  case delimiter(String, size: Int, AtomClass)
  case root(Formula, degree: Formula?)
  case scripted(Formula, below: Formula?, above: Formula?, Limits)
  /// A combining mark over a formula; a wide one stretches with it.
  case accented(Formula, mark: String, isWide: Bool)
  case overlined(Formula)
  case underlined(Formula)
  /// In mathematical units, eighteenths of the type size.
  case space(Double)
  case grid(FormulaGrid)
  case styled(Formula, Style)
  case classified(Formula, AtomClass)

  /// What an atom is to its neighbours: it decides the space between them (Knuth, The TeXbook, 1984, chapter 18).
  public enum AtomClass: Int, Sendable, Hashable, CaseIterable {
    case ordinary, large, binary, relation, opening, closing, punctuation, inner
  }

  /// TeX's four sizes, largest first.
  public enum Style: Int, Sendable, Hashable, CaseIterable, Comparable {
    case display, text, script, scriptScript

    public static func < (left: Style, right: Style) -> Bool { left.rawValue < right.rawValue }
  }

  /// Where scripts stand: beside, or above and below like the limits of a sum.
  public enum Limits: Sendable, Hashable { case beside, stackedInDisplays, stacked }
}

extension Formula {
  /// The class by which its neighbours keep their distance; `nil` for spaces.
  public var atomClass: AtomClass? {
    switch self {
    case .symbol(_, let kind), .delimiter(_, _, let kind), .classified(_, let kind): kind
    case .largeOperator, .name: .large
    case .fenced: .inner
    // TeX's own fractions are inner, but LaTeX's put braces around them.
    case .fraction, .binomial: .ordinary
    case .scripted(let base, _, _, _): base.atomClass ?? .ordinary
    case .space: nil
    default: .ordinary
    }
  }
}
