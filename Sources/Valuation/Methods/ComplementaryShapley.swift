public import Compute
public import Vocabulary

/// The Shapley value from complementary contributions: how much better a coalition is than all others together.
///
/// A draw is a coalition S of size k ≤ n/2 with its complement, and v(S) − v(N ∖ S) tells every player something: members
/// of S in stratum k, the others, with the sign turned, in stratum n − k. Coalitions of a size are consecutive blocks of
/// random permutations, so that no player waits long for its turn; each player's mean in a stratum is unbiased whatever
/// the number of blocks that held it. Two evaluations of v a draw, 50 draws a batch; memory for n² means. Standard
/// errors come from the variances within strata, as if the blocks of a permutation were independent. What they say of a player
/// in strata k and n − k goes up and down together, most where players simply add up, so that the errors are too small: with
/// 8 n² evaluations or more, 95 % intervals hold the truth in 92 to 93 % for random games of six and of ten players, and in
/// 90 % for twelve digits.
public struct ComplementaryShapley: SampledGameMethod {
  public static let card = Card(
    "complementary_shapley", .method, revision: 2,
    "Estimates the Shapley value from pairs of a random coalition and its complement, each of which serves every player.",
    citation: "J. Zhang, Q. Sun, J. Liu, L. Xiong, J. Pei and K. Ren, Efficient sampling approaches to Shapley value "
      + "approximation, Proceedings of the ACM on Management of Data 1(1), 2023",
    formula: #"\phi_i = \frac1n\sum_{k=1}^{n}\mathbb E_{S \ni i,\ |S| = k}\bigl[v(S) - v(N \setminus S)\bigr]"#,
    symbols: [
      .value,
      .init("n", "the number of players"),
      .init("S", "a random coalition of k players that has player i"),
      .init(#"N \setminus S"#, "all others"),
      .utility,
    ],
    caution:
      "A difference v(S) − v(N∖S) is not what any player adds; only the mean over all sizes is the value. Values "
      + "sum to v(N) − v(∅), and null players come out at 0, on average over draws but not in each.",
    complexity: "at most `fits` + 2 evaluations of v, each one model fit; at least some n log n",
    parameters: GameSettings.parameters + [StratifiedShapley.fitsParameter, StopRule.parameter],
    synonyms: ["complementary_contributions", "cc_shapley", "ccshap"],
    direction: .higherIsBetter,
    axioms: [.linearity], estimation: .unbiased)

  /// Draws of a batch: a hundred evaluations.
  static let batchSize = 50

  public let settings: GameSettings
  public let stop: StopRule?
  private let draws: BatchedDraws

  public init(_ arguments: Arguments) {
    settings = GameSettings(arguments)
    draws = BatchedDraws(total: (arguments[StratifiedShapley.fitsParameter] + 1) / 2, size: Self.batchSize)
    stop = arguments[StopRule.parameter]
  }

  public var semivalue: Semivalue? { .shapley }

  public func evaluations(players: Int) -> Int { 2 * draws.total + 1 }

  public var batches: Int { draws.batches }

  public func identity(ofBatch index: Int) -> Arguments {
    Arguments(settings.identity.merging(["draws": draws.countValue(ofBatch: index)]) { $1 })
  }

  /// Throws ``ValuationError/tooFewDraws(method:draws:needed:)`` before any fit where even single players could not all have
  /// a turn.
  public func batch(_ index: Int, of game: any Game, in run: Run) throws -> Artifact {
    let pairs = ComplementaryPairs(players: game.players, stream: run.seeds.branch("complementary"))
    guard draws.total >= pairs.leastDraws else {
      throw ValuationError.tooFewDraws(
        method: Self.card.name, draws: draws.total, needed: Self.needed(game.players))
    }
    return try pairs.batch(draws.range(ofBatch: index), of: game, in: run)
  }

  public func accumulator(players: Int) -> any ValueAccumulator {
    StrataAccumulator(
      method: Self.card.name, players: players, strata: ComplementaryPairs.strata(players: players),
      surplusShare: 1 / Double(players), needed: Self.needed(players)
    ) { ComplementaryPairs.contributions($0, players: players) }
  }

  private static func needed(_ players: Int) -> String {
    "each of \(players) players in coalitions of each size, some \(players) log \(players) draws"
  }
}
