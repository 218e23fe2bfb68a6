import DSL
import Foundation
import Vocabulary

/// JSON for other programs: keys sorted, so that equal values give equal bytes.
enum JSONText {
  static func encode(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else { preconditionFailure("a value of plain fields did not encode") }
    return String(decoding: data, as: UTF8.self)
  }
}

/// A card as JSON.
struct CardSummary: Encodable {
  let name, kind, summary, citation, formula, assumptions, complexity: String
  let revision: Int
  let direction: String?
  let axioms: [String]
  let synonyms: [String]
  let parameters: [ParameterSummary]
  /// The formula in plain text, or "".
  let formulaText: String
  let symbols: [SymbolSummary]
  let caution: String
  let estimation: String?
  /// Where one component is asked for and something small says something of it.
  let worked: WorkedCase?

  init(_ card: Card, worked: WorkedCase? = nil) {
    (name, kind, summary, citation) = (card.name, card.kind.rawValue, card.summary, card.citation)
    (formula, assumptions) = (card.formula, card.assumptions)
    (complexity, revision) = (card.complexity, card.revision)
    direction = card.direction?.rawValue
    axioms = Axiom.allCases.filter(card.axioms.contains).map(\.rawValue)
    synonyms = card.synonyms
    parameters = card.parameters.map(ParameterSummary.init)
    formulaText = (try? Formula(tex: card.formula))?.plain ?? card.formula
    symbols = card.symbols.map(SymbolSummary.init)
    (caution, estimation, self.worked) = (card.caution, card.estimation?.rawValue, worked)
  }
}

/// A sign of a formula as JSON.
struct SymbolSummary: Encodable {
  let tex, text, meaning: String

  init(_ symbol: FormulaSymbol) {
    (tex, meaning) = (symbol.tex, symbol.meaning)
    text = (try? Formula(tex: symbol.tex))?.plain ?? symbol.tex
  }
}

/// A parameter as JSON.
struct ParameterSummary: Encodable {
  let name, type, unit, help: String
  let isRequired: Bool
  let fallback: String?

  enum CodingKeys: String, CodingKey {
    case name, type, unit, help
    case isRequired = "required"
    case fallback = "default"
  }

  init(_ parameter: ParameterDeclaration) {
    (name, type, unit, help) = (parameter.name, parameter.type.phrase, parameter.unit, parameter.help)
    isRequired = parameter.fallback == nil
    fallback = parameter.fallback.flatMap { if case .none = $0 { nil } else { $0.description } }
  }
}
