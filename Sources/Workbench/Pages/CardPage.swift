import DSL
import Vocabulary

/// A card as a page for the terminal: plain text of at most 88 columns, with bold headings where a terminal shows them.
struct CardPage {
  private static let width = 88

  let card: Card
  let worked: WorkedCase?
  /// Whether headings are set in bold.
  let isStyled: Bool

  /// Computes the worked case.
  init(_ card: Card, isStyled: Bool = false) throws {
    (self.card, self.isStyled) = (card, isStyled)
    worked = try WorkedCases.of(card)
  }

  var text: String {
    var parts = [heading("\(card.name) · \(card.kind.singular)"), ""]
    parts += card.summary.wrapped(to: Self.width)
    parts += section("Formula", formula)
    parts += section("Symbols", symbols)
    parts += section("Assumptions", card.assumptions.wrapped(to: Self.width - 2))
    parts += section("Smallest worked case", worked.map(lines) ?? [])
    parts += section("Cost", card.complexity.wrapped(to: Self.width - 2))
    parts += section("Axioms", card.axiomsHeld.isEmpty ? [] : [card.axiomsHeld.joined(separator: ", ")])
    parts += section("Direction", card.direction.map { [$0.rawValue] } ?? [])
    parts += section("Estimate", card.estimation.map { [$0.rawValue] } ?? [])
    parts += section("Parameters", card.parameters.flatMap { Self.lines(of: $0, indent: "") })
    parts += section("Tables", card.tables.flatMap(Self.lines))
    parts += section("What it is not", card.caution.wrapped(to: Self.width - 2))
    parts += section("Source", card.citation.wrapped(to: Self.width - 2))
    parts += section("Also called", card.synonyms.joined(separator: ", ").wrapped(to: Self.width - 2))
    parts += section("See also", CardLinks.of(card).map(\.phrase).joined(separator: ", ").wrapped(to: Self.width - 2))
    return parts.joined(separator: "\n")
  }

  private func heading(_ text: String) -> String { isStyled ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", heading(title)] + lines.map { $0.isEmpty ? "" : "  " + $0 }
  }

  // MARK: Formulas

  /// A line for each clause, continued with an indent.
  private var formula: [String] {
    Self.plain(card.formula).split(separator: "  ").flatMap { clause in
      let lines = String(clause).wrapped(to: Self.width - 6)
      return lines.prefix(1) + lines.dropFirst().map { "    " + $0 }
    }
  }

  private var symbols: [String] {
    let signs = card.symbols.map { Self.plain($0.tex) }
    let width = signs.map(\.count).max() ?? 0
    return zip(signs, card.symbols).flatMap { sign, symbol in
      let lines = symbol.meaning.wrapped(to: Self.width - 4 - width)
      return lines.enumerated().map { ($0.offset == 0 ? sign : "").padded(to: width) + "  " + $0.element }
    }
  }

  /// TeX as plain text. Cards' formulas are read by a test, so that what cannot be read is shown as it is written.
  private static func plain(_ tex: String) -> String { (try? Formula(tex: tex))?.plain ?? tex }

  /// CommonMark with its formulas as plain text and without its marks of emphasis.
  static func plainProse(_ markdown: String) -> String {
    let scalars = Array(markdown.unicodeScalars)
    var (text, start) = ("", 0)
    for span in FormulaSpans.all(in: scalars) {
      text += String(String.UnicodeScalarView(scalars[start..<span.lowerBound]))
      while text.last == "$" { text.removeLast() }
      text += plain(String(String.UnicodeScalarView(scalars[span])))
      start = span.upperBound
      while start < scalars.count, scalars[start] == "$" { start += 1 }
    }
    return (text + String(String.UnicodeScalarView(scalars[start...]))).replacing("**", with: "")
  }

  // MARK: Worked case

  private func lines(_ worked: WorkedCase) -> [String] {
    var lines = Self.plainProse(worked.setting).wrapped(to: Self.width - 2)
    if !worked.rows.isEmpty { lines += [""] + Self.grid([worked.columns] + worked.rows) }
    for remark in worked.remarks { lines += [""] + Self.plainProse(remark).wrapped(to: Self.width - 2) }
    return lines
  }

  /// Columns as wide as their widest cell.
  private static func grid(_ rows: [[String]]) -> [String] {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  // MARK: Parameters and tables

  private static func lines(of table: TableDeclaration) -> [String] {
    let columns = table.columns.map { $0.unit.isEmpty ? $0.name : "\($0.name) [\($0.unit)]" }.joined(separator: ", ")
    let lines = "\(table.name): \(columns)".wrapped(to: width - 6)
    return lines.prefix(1) + lines.dropFirst().map { "    " + $0 }
  }

  /// A parameter: its name, type and default, then its help, then its fields.
  private static func lines(of parameter: ParameterDeclaration, indent: String) -> [String] {
    let head = "\(parameter.name): \(parameter.type.phrase); \(parameter.fallbackPhrase)"
      .wrapped(to: width - 8 - indent.count)
    let help = parameter.help.wrapped(to: width - 6 - indent.count).map { indent + "    " + $0 }
    return head.enumerated().map { indent + ($0.offset == 0 ? "" : "      ") + $0.element } + help
      + parameter.type.fields.flatMap { lines(of: $0, indent: indent + "    ") }
  }
}

extension Card {
  /// The axioms that hold, in the order of all axioms.
  var axiomsHeld: [String] { Axiom.allCases.filter(axioms.contains).map(\.rawValue) }
}

extension ParameterDeclaration {
  /// `required`, `optional` or `default 5 points`.
  var fallbackPhrase: String {
    let unit = unit.isEmpty ? "" : " \(unit)"
    return switch fallback {
    case nil: "required"
    case .none?: "optional"
    case let value?: "default \(value)\(unit)"
    }
  }
}

extension ComponentKind {
  var singular: String {
    switch self {
    case .source: "data set source"
    case .corruption: "corruption"
    case .embedding: "embedding"
    case .learner: "model"
    case .method: "valuation method"
    case .strategy: "selection strategy"
    case .task: "task"
    case .theory: "theory check"
    case .chart: "figure"
    case .game: "game"
    }
  }
}

extension ParameterType {
  /// The fields of a map, for showing them below it.
  var fields: [ParameterDeclaration] {
    switch self {
    case .record(let fields): fields
    case .either(let first, let second): first.fields + second.fields
    default: []
    }
  }
}
