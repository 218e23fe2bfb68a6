public import Compute
public import Vocabulary

/// Data Shapley by truncated Monte Carlo over permutations, ten permutations a batch.
///
/// A walk stops once `consecutive` utilities in a row came within `relative` · |v(N)| of v(N); the contributions still to
/// come count as 0. The fact `truncation_bias` is what that leaves out per permutation. Standard errors are over
/// permutations and know nothing of that bias.
public struct TMCShapley: PermutationMethod {
  static let relativeParameter = Parameter<Double>.real(
    "relative", .nonNegative, default: 0.01,
    help: "How close to v(N) a utility must be, as a share of |v(N)|.", synonyms: ["tolerance", "tol", "rtol"])
  static let consecutiveParameter = Parameter<Int>.integer(
    "consecutive", 1...1_000_000, default: 6, unit: "steps", help: "Close steps in a row before a walk stops.",
    synonyms: ["patience"])
  static let truncationParameter = Parameter<Truncation?>(
    "truncation",
    .either(.record([relativeParameter.declaration, consecutiveParameter.declaration]), .choice(["none"])),
    default: .record([.init("relative", .real(0.01)), .init("consecutive", .integer(6))]),
    help: "When a walk stops early, leaving the marginal contributions still to come at 0; none walks to the end.",
    synonyms: ["truncate", "early_stopping"], read: readTruncation)

  public static let card = Card(
    "tmc_shapley", .method, revision: 2,
    "Estimates the Shapley value by retraining along random permutations, each cut when nothing is left to gain.",
    citation: "A. Ghorbani and J. Zou, Data Shapley: Equitable valuation of data for machine learning, ICML 2019",
    formula: #"\phi_i = \frac1T\sum_{t=1}^T \bigl[v(P_i^{\pi_t} \cup \{i\}) - v(P_i^{\pi_t})\bigr],"#
      + #"\quad v_j := v_{j-1}\text{ after } m \text{ steps with } |v(N) - v_j| \le \epsilon\,|v(N)|"#,
    symbols: [
      .value,
      .init("T", "the number of permutations"),
      .before,
      .init("v_j", "the utility of the first j players of a permutation"),
      .init("m", "the number of steps in a row that must be within the tolerance"),
      .init(#"\epsilon"#, "the tolerance, relative to v(N)"),
      .utility,
    ],
    caution: "Truncation is a bias, not noise: whoever comes late in a cut permutation gets 0 from it, and more "
      + "permutations do not mend that. Values therefore sum to v(N) − v(∅) only up to the tolerance.",
    complexity: "at most T (n − 1) + 1 evaluations of v, each one model fit",
    parameters: GameSettings.parameters + [
      PermutationShapley.permutationsParameter, truncationParameter, StopRule.parameter,
    ],
    synonyms: ["data_shapley", "tmc", "tmc_data_shapley", "shapley", "truncated_monte_carlo"],
    direction: .higherIsBetter,
    axioms: [.nullPlayer, .monotonicity], estimation: .biased)

  public let settings: GameSettings
  public let draws: BatchedDraws
  public let truncation: Truncation?
  public let stop: StopRule?

  public init(_ arguments: Arguments) {
    settings = GameSettings(arguments)
    draws = BatchedDraws(
      total: arguments[PermutationShapley.permutationsParameter], size: PermutationShapley.batchSize)
    truncation = arguments[Self.truncationParameter]
    stop = arguments[StopRule.parameter]
  }

  /// The number of permutations.
  public var permutations: Int { draws.total }

  /// It leaves something out of the Shapley value.
  public func exactWeights(players: Int) -> [Rational]? {
    RationalSemivalue(.shapley, players: players).coefficients
  }

  public var ownIdentity: [String: Value] { ["truncation": Self.value(of: truncation)] }

  public func sampling(players: Int, stream: SeedStream) -> PermutationSampling {
    PermutationSampling(stream: stream, truncation: truncation)
  }

  @Sendable private static func readTruncation(_ value: Value) -> Truncation?? {
    switch value {
    case .text("none"), .none: return .some(nil)
    case .record(let fields):
      let arguments = Arguments(Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) }))
      return Truncation(relative: arguments[relativeParameter], consecutive: arguments[consecutiveParameter])
    default: return nil
    }
  }

  private static func value(of truncation: Truncation?) -> Value {
    guard let truncation else { return .text("none") }
    return .record([
      .init("relative", .real(truncation.relative)), .init("consecutive", .integer(truncation.consecutive)),
    ])
  }
}
