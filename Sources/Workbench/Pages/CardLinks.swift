import Vocabulary

/// Cards that a card's reader may want next.
enum CardLinks {
  /// Those that share its name, that its texts name, and whose texts name it, in the order of the catalogue.
  static func of(_ card: Card) -> [Card] {
    let named = names(in: card)
    return Registries.catalogue.all.filter { other in
      guard other.name != card.name || other.kind != card.kind else { return false }
      return other.name == card.name || isNamed(other, among: named, by: card)
        || isNamed(card, among: names(in: other), by: other)
    }
  }

  /// The card that a name in a text means, seen from a card: one of its own kind before others.
  static func card(_ name: String, from card: Card) -> Card? {
    let found = Registries.catalogue.all.filter { $0.name == name }
    // A strategy that names the method it shares its name with means the method.
    let others = found.filter { $0.kind != card.kind || $0.name != card.name }
    return others.first { $0.kind == card.kind } ?? others.first
  }

  private static func isNamed(_ card: Card, among names: Set<String>, by other: Card) -> Bool {
    guard names.contains(card.name), let meant = self.card(card.name, from: other) else { return false }
    return meant.kind == card.kind
  }

  /// What stands in back-ticks.
  private static func names(in card: Card) -> Set<String> {
    Set((card.summary + " " + card.caution).matches(of: /`([a-z0-9_]+)`/).map { String($0.1) })
  }
}

extension Card {
  /// The name, and what it is: `owen_value (valuation method)`.
  var phrase: String { "\(name) (\(kind.singular))" }
}
