public import Compute
public import Vocabulary

/// The Shapley value by pairs of a random permutation and its reverse, five pairs a batch.
///
/// A player that comes early in one order comes late in the other, so a pair spreads less than two permutations where
/// marginal contributions shrink or grow with the coalition. Standard errors are over pairs.
public struct AntitheticShapley: PermutationMethod {
  static let permutationsParameter = Parameter<Int>.integer(
    "permutations", 1...10_000_000, default: 100, unit: "permutations",
    help: "Orders to walk through, reverses included; an odd number is raised to whole pairs.",
    synonyms: ["samples", "n_permutations", "iterations"])

  public static let card = Card(
    "antithetic_shapley", .method, revision: 1,
    "Estimates the Shapley value by retraining along random permutations and their reverses.",
    citation: "R. Mitchell, J. Cooper, E. Frank and G. Holmes, Sampling permutations for Shapley value estimation, "
      + "Journal of Machine Learning Research 23, 2022",
    formula: #"\phi_i = \frac1T\sum_{t=1}^{T/2}\sum_{\pi \in \{\pi_t, \bar\pi_t\}}"#
      + #"\bigl[v(P_i^\pi \cup \{i\}) - v(P_i^\pi)\bigr],\quad \bar\pi_t = \pi_t \text{ reversed}"#,
    symbols: [
      .value,
      .init("T", "the number of permutations, reverses included"),
      .init(#"\pi_t"#, "a random permutation of the players"),
      .before,
      .utility,
    ],
    caution:
      "It is not exact: reversed twins lower the spread where what a player adds changes steadily with its place in "
      + "the order, and elsewhere hardly. Values sum to v(N) − v(∅) after any number of permutations, so a right sum "
      + "tells nothing of the error.",
    complexity: "T (n − 1) + 1 evaluations of v, each one model fit",
    parameters: GameSettings.parameters + [permutationsParameter, StopRule.parameter],
    synonyms: ["antithetic_permutations", "paired_permutations", "antithetic"],
    direction: .higherIsBetter,
    axioms: [.efficiency, .nullPlayer, .linearity, .monotonicity], estimation: .unbiased)

  /// Pairs of a batch.
  static let batchSize = 5

  public let settings: GameSettings
  /// Pairs.
  public let draws: BatchedDraws
  public let stop: StopRule?

  public init(_ arguments: Arguments) {
    settings = GameSettings(arguments)
    draws = BatchedDraws(total: (arguments[Self.permutationsParameter] + 1) / 2, size: Self.batchSize)
    stop = arguments[StopRule.parameter]
  }

  public var semivalue: Semivalue? { .shapley }

  public func evaluations(players: Int) -> Int { 2 * draws.total * (players - 1) + 1 }

  public func sampling(players: Int, stream: SeedStream) -> PermutationSampling {
    PermutationSampling(stream: stream, isAntithetic: true)
  }
}
