public import Compute
public import Vocabulary

/// A runway that serves the most demanding of its users.
public struct Airport: ToyGame {
  static let costs = Parameter<[Double]>.perPlayer(
    "costs", .nonNegative, help: "What the runway would cost that each player needs alone.")

  public static let card = Card(
    "airport", .game, revision: 1,
    "A coalition pays for the runway of its most demanding member; each stretch is shared by those who need it.",
    citation: "S. C. Littlechild and G. Owen, A simple expression for the Shapley value in a special case, "
      + "Management Science 20(3), 1973",
    formula: #"v(S) = \max_{i \in S} c_i,\quad \phi_{(i)} = \sum_{j \le i} \frac{c_{(j)} - c_{(j-1)}}{n - j + 1}"#,
    symbols: [
      .coalition,
      .init("c_i", "what the runway of player i costs"),
      .init("c_{(j)}", "the costs in ascending order"),
      .init(#"\phi_{(i)}"#, "the Shapley value of the player with the cost of rank i"),
      .init("n", "the number of players"),
    ],
    caution: "v is a cost: a high value means to pay more, not to be worth more.",
    parameters: [costs], synonyms: ["runway", "airport_game"])

  private let costs: [Double]
  public init(_ arguments: Arguments) { costs = arguments[Self.costs] }

  public func game(seeds: SeedStream) throws(ValuationError) -> any Game { AirportGame(costs: costs) }
}
