import Vocabulary

/// The smallest worked case of each component, computed when it is asked for.
enum WorkedCases {
  /// `nil` where nothing small says anything, such as for a network of many layers.
  static func of(_ card: Card) throws -> WorkedCase? {
    switch card.kind {
    case .game: try game(card)
    case .method: try method(card)
    case .strategy: try strategy(card)
    case .task: try task(card)
    case .theory: try theory(card)
    case .source, .corruption, .embedding, .learner, .chart: nil
    }
  }

  /// What a case gives to a component, by name of the component; the rest is left to the defaults.
  static func arguments(_ card: Card, _ given: [String: [String: Value]], _ needed: [String: Value] = [:]) -> Arguments
  {
    let wanted = needed.filter { card.parameter($0.key) != nil }
    return Arguments(wanted.merging(given[card.name] ?? [:]) { $1 })
  }

  /// The plain settings among them: `, with permutations: 10 and alpha: 4`.
  static func told(_ arguments: Arguments, of card: Card) -> String {
    let texts = card.parameters.compactMap { parameter -> String? in
      switch arguments.values[parameter.name] {
      case nil, .none?, .component?: nil
      case .list(let items)? where items.contains { if case .component = $0 { true } else { false } }: nil
      case let value?: "`\(parameter.name): \(value.written)`"
      }
    }
    return texts.isEmpty ? "" : " with " + ExactText.list(texts)
  }
}

extension Value {
  /// As a study writes it, whole numbers without decimals.
  fileprivate var written: String {
    switch self {
    case .real(let number): number.asWritten
    case .list(let items): "[" + items.map(\.written).joined(separator: ", ") + "]"
    default: description
    }
  }
}
