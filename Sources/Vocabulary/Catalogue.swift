/// Every card a study may name, by kind; handed to rooms that must not know the components themselves.
public struct Catalogue: Sendable {
  public let cards: [ComponentKind: [Card]]
  /// The devices a study may ask for; one that names none is given the first.
  public let devices: [DeviceWord]
  /// What is known of games and methods that a report may work out step by step.
  public let worked: WorkedRules

  /// Groups cards by their kind, in the order of the registries.
  public init(_ cards: [Card], devices: [DeviceWord] = [], worked: WorkedRules = WorkedRules()) {
    self.cards = Dictionary(grouping: cards, by: \.kind)
    (self.devices, self.worked) = (devices, worked)
  }

  /// The precisions that some device has, in the order of the devices.
  public var precisions: [String] {
    var all: [String] = []
    for name in devices.flatMap(\.precisions) where !all.contains(name) { all.append(name) }
    return all
  }

  /// The card of a kind by its name.
  public func card(_ kind: ComponentKind, _ name: String) -> Card? { cards[kind]?.first { $0.name == name } }

  /// All cards in the order of kinds and registries.
  public var all: [Card] { ComponentKind.allCases.flatMap { cards[$0] ?? [] } }
}
