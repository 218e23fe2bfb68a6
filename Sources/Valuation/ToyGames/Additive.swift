public import Compute
public import Vocabulary

/// Every player brings its own worth, whoever else is there.
public struct Additive: ToyGame {
  static let weights = Parameter<[Double]>.perPlayer(
    "weights", .finite, help: "The worth of each player; negative for a harmful one.", synonyms: ["worths", "values"])

  public static let card = Card(
    "additive", .game, revision: 1, "Every player brings its own weight; each player's Shapley value is its weight.",
    citation: "L. S. Shapley, A value for n-person games, Annals of Mathematics Studies 28, 1953",
    formula: #"v(S) = \sum_{i \in S} w_i,\quad \phi_i = w_i"#,
    symbols: [
      .coalition,
      .init("w_i", "the weight of player i"),
      .init(#"\phi_i"#, "the Shapley value of player i"),
    ],
    caution:
      "Every semivalue gives the weights here, so the game tells none of them apart: what an estimate misses is its "
      + "sampling alone.", parameters: [weights],
    synonyms: ["inessential", "linear_game"])

  private let weights: [Double]
  public init(_ arguments: Arguments) { weights = arguments[Self.weights] }

  public func game(seeds: SeedStream) throws(ValuationError) -> any Game { AdditiveGame(worths: weights) }
}
