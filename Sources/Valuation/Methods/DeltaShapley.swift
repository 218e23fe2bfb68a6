public import Compute
public import Vocabulary

/// The mean of what a player adds to random coalitions of few sizes, by default the smallest tenth of them.
///
/// This is no Shapley value: the sizes left out are where a stable learner's marginal contributions become alike, so the
/// ranking may be near it while the values are off by a factor and do not share out v(N) − v(∅). Within its sizes the
/// mean is estimated without bias; draws and standard errors are as in ``StratifiedShapley``.
public struct DeltaShapley: MarginalMethod {
  static let lowerParameter = Parameter<Int>.integer(
    "lower", 0...1_000_000_000, default: 0, unit: "players", help: "The smallest coalition joined.",
    synonyms: ["l", "lower_bound"])
  static let upperParameter = Parameter<Int>.integer(
    "upper", 0...1_000_000_000, unit: "players",
    help: "The largest coalition joined; a tenth of the players unless given, and never more than all others.",
    synonyms: ["u", "upper_bound"]
  ).optional
  static let exponentParameter = Parameter<Double>.real(
    "exponent", Interval(-10, 10), default: -2,
    help: "Draws of coalition size k are in proportion to (1 + k) to this power.", synonyms: ["power", "a"])

  public static let card = Card(
    "delta_shapley", .method, revision: 1,
    "Averages what an example adds to random coalitions of few sizes only, which is not the Shapley value.",
    citation: "L. Watson, Z. Kujawa, R. Andreeva, H.-T. Yang, T. Elahi and R. Sarkar, Accelerated Shapley value "
      + "approximation for data evaluation, arXiv:2311.05346, 2023",
    formula: #"\phi_i = \frac1{u-l+1}\sum_{k=l}^{u}\frac1{m_k}\sum_{t=1}^{m_k}"#
      + #"\bigl[v(S_{kt} \cup \{i\}) - v(S_{kt})\bigr],\quad |S_{kt}| = k"#,
    symbols: [
      .value,
      .init("l, u", "the smallest and the largest size looked at"),
      .init("m_k", "the number of coalitions of size k"),
      .init("S_{kt}", "a random coalition of k players without player i"),
      .utility,
    ],
    caution:
      "It neither is nor estimates the Shapley value: sizes outside of l to u count nothing, and the values do not "
      + "sum to v(N) − v(∅).",
    complexity: "at most `fits` + 1 evaluations of v, each one model fit; at least 2 n (u − l + 1)",
    parameters: GameSettings.parameters + [
      StratifiedShapley.fitsParameter, lowerParameter, upperParameter, exponentParameter, StopRule.parameter,
    ],
    synonyms: ["delta", "deltashapley"],
    direction: .higherIsBetter,
    axioms: [.nullPlayer, .linearity, .monotonicity], estimation: .biased)

  public let settings: GameSettings
  public let stop: StopRule?
  public let draws: BatchedDraws
  private let lower: Int
  private let upper: Int?
  private let exponent: Double

  public init(_ arguments: Arguments) {
    settings = GameSettings(arguments)
    draws = BatchedDraws(total: (arguments[StratifiedShapley.fitsParameter] + 1) / 2, size: StratifiedShapley.batchSize)
    (lower, upper) = (arguments[Self.lowerParameter], arguments[Self.upperParameter])
    exponent = arguments[Self.exponentParameter]
    stop = arguments[StopRule.parameter]
  }

  public func evaluations(players: Int) -> Int { 2 * draws.total + 1 }

  /// It leaves something out of the Shapley value.
  public func exactWeights(players: Int) -> [Rational]? {
    RationalSemivalue(.shapley, players: players).coefficients
  }

  public var ownIdentity: [String: Value] {
    ["lower": .integer(lower), "upper": upper.map(Value.integer) ?? .none, "exponent": .real(exponent)]
  }

  public func strata(players: Int) -> Strata { sizes(players).strata }

  public func coalitions(without player: Int, turn: Strata.Turn, players: Int, stream: SeedStream) -> [Coalition] {
    sizes(players).coalitions(without: player, turn: turn, stream: stream)
  }

  public func notes(players: Int) -> [String] {
    let sizes = sizes(players).sizes
    return ["Only coalitions of \(sizes.lowerBound) to \(sizes.upperBound - 1) of \(players) players count."]
  }

  /// Throws ``ValuationError/noCoalitionSizes(lower:upper:)`` where the study asks for none, and what the protocol's own
  /// batch throws.
  public func batch(_ index: Int, of game: any Game, in run: Run) throws -> Artifact {
    let last = last(game.players)
    guard lower <= last else { throw ValuationError.noCoalitionSizes(lower: lower, upper: last) }
    return try marginals(index, of: game, in: run)
  }

  /// The largest coalition joined.
  private func last(_ players: Int) -> Int { min(upper ?? (players + 9) / 10, players - 1) }

  /// l..u, both cut to what the game has.
  private func sizes(_ players: Int) -> SizeStrata {
    let last = last(players)
    return SizeStrata(min(lower, last)..<last + 1, of: players, exponent: exponent)
  }
}
