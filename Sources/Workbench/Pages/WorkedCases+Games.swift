import Compute
import Valuation
import Vocabulary

extension WorkedCases {
  private static let gameArguments: [String: [String: Value]] = [
    "additive": ["weights": .list([.real(3), .real(2), .real(-1)])],
    "airport": ["costs": .list([.real(1), .real(2), .real(3)])],
    "gloves": ["left": .integer(1), "right": .integer(2)],
    "random_game": ["players": .integer(3)],
    "unanimity": ["players": .integer(3), "carrier": .list([.integer(0), .integer(1)])],
    "weighted_voting": ["weights": .list([.real(2), .real(1), .real(1)]), "quota": .real(3)],
  ]

  /// All coalitions of three players with their utilities, and the Shapley values.
  static func game(_ card: Card) throws -> WorkedCase? {
    guard let given = gameArguments[card.name] else { return nil }
    let toy = Registries.game(ComponentValue(card, Arguments(given)))
    let game = try EnumeratedGame(enumerating: toy.game(seeds: SmallData.run.seeds), in: SmallData.run)
    let exact = RationalGame(players: game.players, table: game.table.map { Rational(exactly: $0) })
    let values = RationalSemivalue(.shapley, players: game.players).values(of: exact)
    let masks = game.table.indices.sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
    return WorkedCase(
      "Players 1, 2 and 3\(told(Arguments(given), of: card)):", columns: ["coalition", "utility"],
      rows: masks.map { [coalition($0), ExactText.of(game.table[$0])] },
      remarks: ["Shapley values of the three: \(ExactText.list(values.map(short)))."])
  }

  /// `{1, 3}`, players counted from 1.
  static func coalition(_ mask: Int) -> String {
    let members = (0..<Int.bitWidth).filter { mask >> $0 & 1 == 1 }.map { "\($0 + 1)" }
    return members.isEmpty ? "∅" : "{\(members.joined(separator: ", "))}"
  }

  /// A fraction of small numbers, or three decimals.
  static func short(_ fraction: Rational) -> String {
    let text = ExactText.of(fraction)
    return text.count <= 7 ? text : ExactText.of(fraction.double)
  }
}
