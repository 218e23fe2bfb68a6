public import Compute
public import Vocabulary

/// The Shapley value by whole random permutations, ten a batch.
///
/// Standard errors are over permutations. Every permutation shares out v(N) − v(∅) exactly.
public struct PermutationShapley: PermutationMethod {
  static let permutationsParameter = Parameter<Int>.integer(
    "permutations", 1...10_000_000, default: 100, unit: "permutations",
    help: "Random orders to walk through; raising it keeps what is known.",
    synonyms: ["samples", "n_permutations", "iterations", "mc_epochs"])

  public static let card = Card(
    "permutation_shapley", .method, revision: 1,
    "Estimates the Shapley value by retraining along whole random permutations.",
    citation: "J. Castro, D. Gómez and J. Tejada, Polynomial calculation of the Shapley value based on sampling, "
      + "Computers & Operations Research 36(5), 2009",
    formula: #"\phi_i = \frac1T\sum_{t=1}^T \bigl[v(P_i^{\pi_t} \cup \{i\}) - v(P_i^{\pi_t})\bigr]"#,
    symbols: [
      .value,
      .init("T", "the number of permutations"),
      .before,
      .utility,
    ],
    caution:
      "It is not exact, though the values sum to v(N) − v(∅) after any number of permutations: a right sum tells "
      + "nothing of the error, standard errors do.",
    complexity: "T (n − 1) + 1 evaluations of v, each one model fit",
    parameters: GameSettings.parameters + [permutationsParameter, StopRule.parameter],
    synonyms: ["monte_carlo_shapley", "mc_shapley", "permutation_sampling", "approshapley"],
    direction: .higherIsBetter,
    axioms: [.efficiency, .nullPlayer, .linearity, .monotonicity], estimation: .unbiased)

  /// Permutations of a batch.
  static let batchSize = 10

  public let settings: GameSettings
  public let draws: BatchedDraws
  public let stop: StopRule?

  public init(_ arguments: Arguments) {
    settings = GameSettings(arguments)
    draws = BatchedDraws(total: arguments[Self.permutationsParameter], size: Self.batchSize)
    stop = arguments[StopRule.parameter]
  }

  public var semivalue: Semivalue? { .shapley }

  public func sampling(players: Int, stream: SeedStream) -> PermutationSampling { PermutationSampling(stream: stream) }
}
