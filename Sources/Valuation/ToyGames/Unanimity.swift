public import Compute
public import Vocabulary

/// A coalition wins when it holds a whole carrier.
public struct Unanimity: ToyGame {
  static let players = Parameter.integer("players", 1...10_000, help: "How many players there are.")
  static let carrier = Parameter.integers(
    "carrier", 0...9_999, count: 1...10_000, help: "The players whose consent is needed, counted from 0.")

  public static let card = Card(
    "unanimity", .game, revision: 1,
    "A coalition is worth 1 when all of the carrier are in it; they share it equally, and all others are null players.",
    citation: "L. S. Shapley, A value for n-person games, Annals of Mathematics Studies 28, 1953",
    formula: #"v(S) = [T \subseteq S],\quad \phi_i = \frac{[i \in T]}{|T|}"#,
    symbols: [
      .coalition,
      .init("T", "the carrier, without whom nothing is won"),
      .init(#"\phi_i"#, "the Shapley value of player i"),
    ],
    caution:
      "Most of its marginal contributions are 0, so an estimate of few draws may miss all that there is, and its "
      + "standard errors may miss it with it.", parameters: [players, carrier],
    synonyms: ["unanimity_game"])

  private let players: Int
  private let carrier: [Int]
  public init(_ arguments: Arguments) { (players, carrier) = (arguments[Self.players], arguments[Self.carrier]) }

  public func game(seeds: SeedStream) throws(ValuationError) -> any Game {
    if let stranger = carrier.first(where: { $0 >= players }) {
      throw impossible("the carrier names player \(stranger), and there are \(players), counted from 0")
    }
    guard Set(carrier).count == carrier.count else { throw impossible("the carrier names a player twice") }
    return UnanimityGame(players: players, carrier: carrier)
  }
}
