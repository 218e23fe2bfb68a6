/// A named part that a study can ask for: a source, corruption, embedding, learner, method, task or chart.
public protocol Component: Sendable {
  /// What everyone else needs to know about it.
  static var card: Card { get }
  /// Makes the part; the arguments have been checked against ``card``, so this cannot fail.
  init(_ arguments: Arguments)
}

/// The families of components; each has one registry.
public enum ComponentKind: String, Sendable, Hashable, CaseIterable {
  case source, corruption, embedding, learner, method, strategy, task, theory, chart, game
}

/// The maps of a study whose keys other fields may name; `case` stands for `grid.cases`.
public enum BlockKind: String, Sendable, Hashable, CaseIterable {
  case dataset, embedding, model, method, strategy, task
  case gridCase = "case"
  case theory = "theory check"

  /// The study's key of the map.
  public var key: String {
    switch self {
    case .strategy: "strategies"
    case .theory: "theory"
    default: rawValue + "s"
    }
  }
}

/// A component chosen by name, with its checked arguments.
public struct ComponentValue: Sendable, Hashable, CustomStringConvertible {
  public let name: String
  public let revision: Int
  public let arguments: Arguments

  /// Binds a card's name and revision to arguments checked against it.
  public init(_ card: Card, _ arguments: Arguments) {
    (name, revision, self.arguments) = (card.name, card.revision, arguments)
  }

  /// One unambiguous text for keys.
  public var canonical: String { "\(name)@\(revision)\(arguments.canonical)" }
  public var description: String { "\(name)\(arguments)" }

  /// The component itself, from the registry of its family; a name that is not in it is our mistake, not the study's.
  public func made<Family>(from registry: [any Component.Type]) -> Family {
    guard let type = registry.first(where: { $0.card.name == name }), let component = type.init(arguments) as? Family
    else { preconditionFailure("no \(Family.self) '\(name)' among \(registry.map { $0.card.name })") }
    return component
  }
}
