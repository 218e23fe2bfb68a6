public import Compute
public import Vocabulary

/// A small game that a study names instead of data, whose values are known or can be enumerated.
public protocol ToyGame: Component {
  /// The game; a random one draws from `seeds`. Throws ``ValuationError/impossibleGame(name:reason:)`` where the
  /// arguments fit no game together.
  func game(seeds: SeedStream) throws(ValuationError) -> any Game
}

extension ToyGame {
  func impossible(_ reason: String) -> ValuationError { .impossibleGame(name: Self.card.name, reason: reason) }
}

extension Parameter where T == [Double] {
  /// Reals in the order written, one a player.
  static func perPlayer(_ name: String, _ range: Interval, help: String, synonyms: [String] = []) -> Self {
    Self(name, .list(.real(range), count: 1...10_000), default: nil, help: help, synonyms: synonyms) {
      guard case .list(let items) = $0 else { return nil }
      return items.map { if case .real(let number) = $0 { number } else { Double.nan } }
    }
  }
}
