public import Compute
public import Vocabulary

/// Beta(α, β)-Shapley along whole random permutations, ten a batch.
///
/// A marginal contribution counts n C(n−1, s) p_s where s players came before, so the permutations of
/// ``PermutationShapley`` serve, and Beta(1, 1) has its values. The price of looking at small coalitions is spread: for
/// β = 1 the mean square of these weights tends to α²/(2α − 1), that is 2.3 for α = 4 and 8.3 for α = 16, and so much
/// larger is the variance where contributions spread equally at all sizes. Standard errors are over permutations.
public struct BetaShapley: PermutationMethod {
  public static let card = Card(
    "beta_shapley", .method, revision: 1,
    "Estimates the Beta Shapley value, which looks more at small coalitions (large alpha) or at large ones (large beta).",
    citation: "Y. Kwon and J. Zou, Beta Shapley: A unified and noise-reduced data valuation framework for machine "
      + "learning, AISTATS 2022",
    formula:
      #"\phi_i = \frac1T\sum_{t=1}^T n\binom{n-1}{s}p_s\,\bigl[v(P_i^{\pi_t} \cup \{i\}) - v(P_i^{\pi_t})\bigr],"#
      + #"\quad s = |P_i^{\pi_t}|,\quad p_s = \frac{B(s + \beta,\, n - 1 - s + \alpha)}{B(\alpha, \beta)}"#,
    symbols: [
      .value,
      .init("T", "the number of permutations"),
      .before,
      .init("s", "how many players come before player i"),
      .init("p_s", "the weight of a coalition of s players"),
      .init("B", "the beta function"),
      .init(#"\alpha, \beta"#, "how much small and large coalitions count"),
      .utility,
    ],
    caution:
      "Values sum to v(N) − v(∅) only for alpha = beta = 1, the Shapley value. Large alpha means small coalitions; "
      + "with large beta the values come near to leave-one-out, whose zeros they then share.",
    complexity: "T (n − 1) + 1 evaluations of v, each one model fit",
    parameters: GameSettings.parameters + [
      SizeWeights.alphaParameter, SizeWeights.betaParameter, PermutationShapley.permutationsParameter,
      StopRule.parameter,
    ],
    synonyms: ["beta", "betashapley", "beta_data_shapley"],
    direction: .higherIsBetter,
    axioms: [.nullPlayer, .linearity, .monotonicity], estimation: .unbiased)

  public let settings: GameSettings
  public let draws: BatchedDraws
  public let stop: StopRule?
  private let alpha: Double
  private let beta: Double

  public init(_ arguments: Arguments) {
    settings = GameSettings(arguments)
    (alpha, beta) = (arguments[SizeWeights.alphaParameter], arguments[SizeWeights.betaParameter])
    draws = BatchedDraws(
      total: arguments[PermutationShapley.permutationsParameter], size: PermutationShapley.batchSize)
    stop = arguments[StopRule.parameter]
  }

  public var semivalue: Semivalue? { .beta(alpha: alpha, beta: beta) }

  public var ownIdentity: [String: Value] { ["alpha": .real(alpha), "beta": .real(beta)] }

  public func sampling(players: Int, stream: SeedStream) -> PermutationSampling {
    let semivalue = Semivalue.beta(alpha: alpha, beta: beta)
    return PermutationSampling(stream: stream, weights: semivalue.positionWeights(players: players))
  }
}
