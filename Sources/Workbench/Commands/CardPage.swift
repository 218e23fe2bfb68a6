import DSL
import Vocabulary

/// A card as a page for the terminal.
struct CardPage {
  let card: Card
  init(_ card: Card) { self.card = card }

  var text: String {
    var parts = ["\(card.name) · \(card.kind.singular)", ""]
    parts += card.summary.wrapped(to: 88)
    parts += section("Formula", card.formula.isEmpty ? [] : [card.formula])
    parts += section("Assumptions", card.assumptions.wrapped(to: 86))
    parts += section("Direction", card.direction.map { [$0.rawValue] } ?? [])
    parts += section("Cost", card.complexity.wrapped(to: 86))
    parts += section("Axioms", axioms)
    parts += section("Parameters", card.parameters.flatMap { Self.lines(of: $0, indent: "") })
    parts += section("Tables", card.tables.map { $0.name + ": " + $0.columns.map(Self.phrase).joined(separator: ", ") })
    parts += section("Also called", card.synonyms.isEmpty ? [] : [card.synonyms.joined(separator: ", ")])
    parts += section("Source", card.citation.wrapped(to: 86))
    return parts.joined(separator: "\n")
  }

  private var axioms: [String] {
    let held = Axiom.allCases.filter(card.axioms.contains).map(\.rawValue)
    return held.isEmpty ? [] : [held.joined(separator: ", ")]
  }

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", title] + lines.map { "  " + $0 }
  }

  private static func phrase(_ column: ColumnDeclaration) -> String {
    column.unit.isEmpty ? column.name : "\(column.name) [\(column.unit)]"
  }

  /// A parameter: its name, type and default, then its help, then its fields.
  private static func lines(of parameter: ParameterDeclaration, indent: String) -> [String] {
    let unit = parameter.unit.isEmpty ? "" : " \(parameter.unit)"
    let fallback =
      switch parameter.fallback {
      case nil: "required"
      case .none?: "optional"
      case let value?: "default \(value)\(unit)"
      }
    let head = "\(indent)\(parameter.name): \(parameter.type.phrase); \(fallback)"
    let help = parameter.help.wrapped(to: 82 - indent.count).map { indent + "    " + $0 }
    return [head] + help + parameter.type.fields.flatMap { lines(of: $0, indent: indent + "    ") }
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
