public import Compute
public import Vocabulary

/// The Shapley value as the mean over coalition sizes of what a player adds to random coalitions of that size.
///
/// Draws are shared out over a player's sizes k in proportion to (1 + k)^exponent by a divisor rule, since small coalitions
/// spread most. Standard errors come from the variances within strata. At most two evaluations of v a draw, 50 draws
/// a batch; every player needs a draw of every size, so the budget must be at least 2 n² evaluations.
public struct StratifiedShapley: MarginalMethod {
  static let fitsParameter = Parameter<Int>.integer(
    "fits", 1...1_000_000_000, default: 10_000, unit: "fits",
    help: "Evaluations of the utility, each one model fit; raising it keeps what is known.",
    synonyms: ["samples", "budget", "n_samples", "evaluations"])
  static let exponentParameter = Parameter<Double>.real(
    "exponent", Interval(-10, 10), default: -0.5,
    help: "Draws of coalition size k are in proportion to (1 + k) to this power; 0 draws all sizes equally often.",
    synonyms: ["power", "a"])

  public static let card = Card(
    "stratified_shapley", .method, revision: 1,
    "Estimates the Shapley value from random coalitions of each size, more of the small ones.",
    citation: "M. Wu, R. Jia, C. Lin, W. Huang and X. Chang, Variance reduced Shapley value estimation for trustworthy "
      + "data valuation, Computers & Operations Research 159, 2023",
    formula:
      #"\phi_i = \frac1n\sum_{k=0}^{n-1}\frac1{m_k}\sum_{t=1}^{m_k}\bigl[v(S_{kt} \cup \{i\}) - v(S_{kt})\bigr],"#
      + #"\quad |S_{kt}| = k,\quad m_k \propto (1 + k)^a"#,
    symbols: [
      .value,
      .init("n", "the number of players"),
      .init("m_k", "the number of coalitions of size k"),
      .init("S_{kt}", "a random coalition of k players without player i"),
      .init("a", "how much rarer large coalitions are, negative"),
      .utility,
    ],
    caution:
      "Strata are sizes of coalitions, not classes of examples. Values sum to v(N) − v(∅) on average over draws but "
      + "not in each.",
    complexity: "at most `fits` + 1 evaluations of v, each one model fit; at least 2 n²",
    parameters: GameSettings.parameters + [fitsParameter, exponentParameter, StopRule.parameter],
    synonyms: ["vrds", "stratified", "variance_reduced_shapley", "stratified_sampling"],
    direction: .higherIsBetter,
    axioms: [.nullPlayer, .linearity, .monotonicity], estimation: .unbiased)

  /// Draws of a batch: a hundred evaluations.
  static let batchSize = 50

  public let settings: GameSettings
  public let stop: StopRule?
  public let draws: BatchedDraws
  private let exponent: Double

  public init(_ arguments: Arguments) {
    settings = GameSettings(arguments)
    draws = BatchedDraws(total: (arguments[Self.fitsParameter] + 1) / 2, size: Self.batchSize)
    exponent = arguments[Self.exponentParameter]
    stop = arguments[StopRule.parameter]
  }

  public var semivalue: Semivalue? { .shapley }

  public func evaluations(players: Int) -> Int { 2 * draws.total + 1 }

  public var ownIdentity: [String: Value] { ["exponent": .real(exponent)] }

  public func strata(players: Int) -> Strata { SizeStrata(0..<players, of: players, exponent: exponent).strata }

  public func coalitions(without player: Int, turn: Strata.Turn, players: Int, stream: SeedStream) -> [Coalition] {
    SizeStrata(0..<players, of: players, exponent: exponent).coalitions(without: player, turn: turn, stream: stream)
  }
}
