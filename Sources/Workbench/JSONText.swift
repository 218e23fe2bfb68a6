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

  init(_ card: Card) {
    (name, kind, summary, citation) = (card.name, card.kind.rawValue, card.summary, card.citation)
    (formula, assumptions) = (card.formula, card.assumptions)
    (complexity, revision) = (card.complexity, card.revision)
    direction = card.direction?.rawValue
    axioms = Axiom.allCases.filter(card.axioms.contains).map(\.rawValue)
    synonyms = card.synonyms
    parameters = card.parameters.map(ParameterSummary.init)
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
