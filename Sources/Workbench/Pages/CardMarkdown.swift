import DSL
import Report
import Vocabulary

/// A card as a page of the documentation, in CommonMark with formulas between dollars.
struct CardMarkdown {
  let card: Card
  let worked: WorkedCase?

  /// Computes the worked case.
  init(_ card: Card) throws {
    self.card = card
    worked = try WorkedCases.of(card)
  }

  var text: String {
    let parts =
      [
        "<!-- `make docs` writes this page from the component's card. -->",
        "# \(card.name)",
        "*\(card.kind.singular.capitalisedFirst).* \(linked(card.summary))",
      ] + section("Formula", formula) + section("Assumptions", [linked(card.assumptions)])
      + section("Smallest worked case", worked.map(blocks) ?? []) + section("Cost", [card.complexity.escapedForPages])
      + section("Axioms", [card.axiomsHeld.joined(separator: ", ")])
      + section("Direction", [card.direction?.rawValue ?? ""]) + section("Estimate", [card.estimation?.rawValue ?? ""])
      + section("Parameters", [card.parameters.flatMap { Self.lines(of: $0, indent: "") }.joined(separator: "\n")])
      + section("Tables", [card.tables.map(Self.line).joined(separator: "\n")])
      + section("What it is not", [linked(card.caution)]) + section("Source", [card.citation.escapedForPages])
      + section("Also called", [card.synonyms.map { "`\($0)`" }.joined(separator: ", ")])
      + section("See also", [CardLinks.of(card).map(link).joined(separator: ", ")])
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func section(_ title: String, _ blocks: [String]) -> [String] {
    let told = blocks.filter { !$0.isEmpty }
    return told.isEmpty ? [] : ["## \(title)"] + told
  }

  private var formula: [String] {
    guard !card.formula.isEmpty else { return [] }
    let signs = card.symbols.map { "- $\($0.tex)$: \($0.meaning.escapedForPages)" }.joined(separator: "\n")
    return ["$$\(card.formula)$$", signs]
  }

  private func blocks(_ worked: WorkedCase) -> [String] {
    let table = ([worked.columns, worked.columns.map { _ in "---" }] + worked.rows)
      .map { "| \($0.map { $0.replacing("_", with: "\\_") }.joined(separator: " | ")) |" }.joined(separator: "\n")
    return [linked(worked.setting)] + (worked.rows.isEmpty ? [] : [table]) + worked.remarks.map(linked)
  }

  // MARK: Links

  /// Names of components in back-ticks as links to their pages, where they have some.
  private func linked(_ text: String) -> String {
    text.replacing(/`([a-z0-9_]+)`/) { match in
      guard let other = CardLinks.card(String(match.1), from: card), CardPages.kinds.contains(other.kind) else {
        return String(match.0)
      }
      return "[\(match.0)](\(CardPages.path(of: other, from: card)))"
    }
  }

  private func link(_ other: Card) -> String {
    let name = "`\(other.name)`"
    guard CardPages.kinds.contains(other.kind) else { return "\(name) (\(other.kind.singular))" }
    return "[\(name)](\(CardPages.path(of: other, from: card))) (\(other.kind.singular))"
  }

  // MARK: Parameters and tables

  private static func line(of table: TableDeclaration) -> String {
    "- `\(table.name)`: "
      + table.columns.map { $0.unit.isEmpty ? "`\($0.name)`" : "`\($0.name)` [\($0.unit)]" }.joined(separator: ", ")
  }

  /// A parameter and its fields as a nested list.
  private static func lines(of parameter: ParameterDeclaration, indent: String) -> [String] {
    let head = "\(parameter.type.phrase); \(parameter.fallbackPhrase)".escapedForPages
    return ["\(indent)- `\(parameter.name)` (\(head)): \(parameter.help.escapedForPages)"]
      + parameter.type.fields.flatMap { lines(of: $0, indent: indent + "  ") }
  }
}

extension String {
  /// Signs of CommonMark outside of back-ticks as themselves.
  fileprivate var escapedForPages: String {
    var isCode = false
    return map { sign in
      if sign == "`" { isCode.toggle() }
      return !isCode && "*_<>$[]".contains(sign) ? "\\\(sign)" : "\(sign)"
    }.joined()
  }

  fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
