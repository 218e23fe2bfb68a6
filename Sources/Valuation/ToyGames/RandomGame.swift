public import Compute
public import Vocabulary

/// A game drawn at random, anew in every replicate, for comparing estimators with exact values.
public struct RandomGame: ToyGame {
  static let playersParameter = Parameter.integer(
    "players", 1...12, default: 8, help: "How many players there are; all coalitions are drawn.", synonyms: ["n"])
  static let interactionParameter = Parameter.real(
    "interaction", .nonNegative, default: 1,
    help: "Standard deviation of what a coalition has beyond its members' worths.",
    synonyms: ["noise"])

  public static let card = Card(
    "random_game", .game, revision: 1,
    "Worths drawn at random, about half of them harmful, and a random part of its own for every coalition.",
    formula:
      #"v(S) = \sum_{i \in S} w_i + \sigma \epsilon_S,\quad w_i, \epsilon_S \sim N(0, 1),\quad v(\emptyset) = 0"#,
    symbols: [
      .coalition,
      .init("w_i", "the own worth of player i"),
      .init(#"\sigma"#, "the size of the interaction"),
      .init(#"\epsilon_S"#, "the part of a coalition"),
    ],
    caution:
      "Its values have no closed form: ask `exact_shapley` for them, for at most twenty players. It is a trial for "
      + "estimators, not a likeness of data.",
    parameters: [playersParameter, interactionParameter], synonyms: ["random_table"])

  private let players: Int
  private let interaction: Double
  public init(_ arguments: Arguments) {
    (players, interaction) = (arguments[Self.playersParameter], arguments[Self.interactionParameter])
  }

  public func game(seeds: SeedStream) throws(ValuationError) -> any Game {
    let (worths, own) = (seeds.branch("worth"), seeds.branch("coalition"))
    let table = (0..<1 << players).map { mask -> Double in
      guard mask > 0 else { return 0 }
      let sum = (0..<players).reduce(0.0) { mask >> $1 & 1 == 1 ? $0 + worths.normal($1) : $0 }
      return sum + interaction * own.normal(mask)
    }
    return EnumeratedGame(players: players, table: table)
  }
}
