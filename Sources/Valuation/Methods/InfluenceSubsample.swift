public import Vocabulary

/// What a player adds to coalitions of one size, beside an average other player in its place.
public struct InfluenceSubsample: CoalitionMethod {
  static let shareParameter = Parameter<Double>.real(
    "share", .openUnit, default: 0.7, help: "The share of the players in every coalition, rounded to whole players.",
    synonyms: ["proportion", "subsample", "p"])

  public static let card = Card(
    "influence_subsample", .method, revision: 1,
    "Values a player by how much better models of one size are with it than without; the values sum to zero.",
    citation: "V. Feldman and C. Zhang, What neural networks memorize and why, NeurIPS 2020",
    formula: #"\phi_i = E[v(S) \mid i \in S] - E[v(S) \mid i \notin S],\quad |S| = \operatorname{round}(q n)"#,
    symbols: [
      .value,
      .coalition,
      .utility,
      .init("q", "the share of players in a coalition"),
      .init("n", "the number of players"),
    ],
    caution:
      "Values compare a player with those who take its place, so they sum to zero: a negative one means less than "
      + "the average player, not harm. It is no semivalue.",
    complexity: "T + 1 evaluations of v, each one model fit; O(T n) further work",
    parameters: GameSettings.parameters + [CoalitionSampling.fitsParameter, shareParameter, StopRule.parameter],
    synonyms: ["subsampled_influence", "influence", "memorization"],
    direction: .higherIsBetter, estimation: .unbiased)

  public let settings: GameSettings
  public let sampling: CoalitionSampling
  public let share: Double
  public let stop: StopRule?

  public init(_ arguments: Arguments) {
    settings = GameSettings(arguments)
    share = arguments[Self.shareParameter]
    sampling = CoalitionSampling(.share(share), fits: arguments[CoalitionSampling.fitsParameter])
    stop = arguments[StopRule.parameter]
  }

  public var designArguments: [String: Value] { ["share": .real(share)] }

  /// A lone player has nobody to change places with and gets the sum of the values, 0. Standard errors are over draws.
  public func estimate(from evaluations: Evaluations, _ head: BatchHead) throws -> DataValues {
    let notes = ["The values compare players that replace each other: they sum to zero, and 0 is no sign of harm."]
    if head.players == 1 { return DataValues(values: [0], standardErrors: [0], modelFits: 1, notes: notes) }
    guard let means = InclusionMeans(evaluations, players: head.players) else {
      throw tooFewDraws(head, "for every player a coalition with and one without")
    }
    return DataValues(
      values: means.values, standardErrors: means.standardErrors, modelFits: head.evaluations + 1,
      facts: [
        .init("draws", Double(head.draws)), .init("full_utility", head.fullUtility),
        .init("empty_utility", head.emptyUtility),
      ], notes: notes)
  }
}
