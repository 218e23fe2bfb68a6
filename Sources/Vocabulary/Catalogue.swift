/// Every card a study may name, by kind; handed to rooms that must not know the components themselves.
public struct Catalogue: Sendable {
  public let cards: [ComponentKind: [Card]]
  /// The devices a study may ask for.
  public let devices: [String]

  /// Groups cards by their kind, in the order of the registries.
  public init(_ cards: [Card], devices: [String] = []) {
    self.cards = Dictionary(grouping: cards, by: \.kind)
    self.devices = devices
  }

  /// The card of a kind by its name.
  public func card(_ kind: ComponentKind, _ name: String) -> Card? { cards[kind]?.first { $0.name == name } }

  /// All cards in the order of kinds and registries.
  public var all: [Card] { ComponentKind.allCases.flatMap { cards[$0] ?? [] } }
}
