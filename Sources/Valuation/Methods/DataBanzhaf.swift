public import Vocabulary

/// The Banzhaf value by uniform coalitions.
public struct DataBanzhaf: CoalitionMethod {
  /// How coalitions become values.
  public enum Estimator: String, Sendable, Hashable, CaseIterable {
    /// Every coalition speaks of every player: worth with minus worth without.
    case msr
    /// Every pair of coalitions speaks of one player: with and without, all else equal.
    case monteCarlo = "monte_carlo"
  }

  static let estimatorParameter = Parameter<Estimator>.choice(
    "estimator", default: .msr,
    help: "Maximum sample reuse (msr), where a coalition speaks of all players, or a pair for each player in turn.",
    synonyms: ["sampling"])

  public static let card = Card(
    "data_banzhaf", .method, revision: 1,
    "Estimates the Banzhaf value, a player's mean contribution to coalitions that are all equally probable.",
    citation:
      "J. T. Wang and R. Jia, Data Banzhaf: A robust data valuation framework for machine learning, AISTATS 2023",
    formula: #"\phi_i = \frac{1}{2^{n-1}} \sum_{S \not\ni i} \bigl[v(S \cup \{i\}) - v(S)\bigr]"#
      + #" = E[v(S) \mid i \in S] - E[v(S) \mid i \notin S]"#,
    symbols: [
      .value,
      .init("n", "the number of players"),
      .coalition,
      .utility,
    ],
    caution: "Values do not sum to v(N) − v(∅): they tell what a player adds to a random coalition and divide nothing. "
      + "What is robust is the ranking under noise in the utility, which does not make them near to the Shapley "
      + "value.",
    complexity: "T + 1 evaluations of v, each one model fit; at least 2n for monte_carlo; O(T n) further work",
    parameters: GameSettings.parameters
      + [CoalitionSampling.fitsParameter, estimatorParameter, StopRule.parameter],
    synonyms: ["banzhaf", "banzhaf_msr", "msr_banzhaf"],
    direction: .higherIsBetter, estimation: .unbiased)

  public let settings: GameSettings
  public let sampling: CoalitionSampling
  public let estimator: Estimator
  public let stop: StopRule?

  public init(_ arguments: Arguments) {
    settings = GameSettings(arguments)
    estimator = arguments[Self.estimatorParameter]
    sampling = CoalitionSampling(
      estimator == .msr ? .uniform : .marginal, fits: arguments[CoalitionSampling.fitsParameter])
    stop = arguments[StopRule.parameter]
  }

  public var semivalue: Semivalue? { .banzhaf }

  public var designArguments: [String: Value] { ["estimator": .text(estimator.rawValue)] }

  /// Standard errors are over draws.
  public func estimate(from evaluations: Evaluations, _ head: BatchHead) throws -> DataValues {
    let found = estimator == .msr ? try reused(evaluations, head) : try paired(evaluations, head)
    return DataValues(
      values: found.values, standardErrors: found.errors, modelFits: head.evaluations + 1,
      facts: [
        .init("draws", Double(head.draws)), .init("full_utility", head.fullUtility),
        .init("empty_utility", head.emptyUtility),
      ])
  }

  private func reused(_ evaluations: Evaluations, _ head: BatchHead) throws -> (values: [Double], errors: [Double]?) {
    guard let means = InclusionMeans(evaluations, players: head.players) else {
      throw tooFewDraws(head, "for every player a coalition with and one without")
    }
    return (means.values, means.standardErrors)
  }

  private func paired(_ evaluations: Evaluations, _ head: BatchHead) throws -> (values: [Double], errors: [Double]?) {
    var contributions = [[Double]](repeating: [], count: head.players)
    for index in stride(from: 0, to: evaluations.count, by: 2) {
      contributions[evaluations.layers[index]].append(evaluations.utilities[index] - evaluations.utilities[index + 1])
    }
    let means = contributions.compactMap { InclusionMeans.mean(of: $0) }
    guard means.count == head.players else { throw tooFewDraws(head, "a pair for each of \(head.players) players") }
    let errors = means.compactMap { $0.squaredError?.squareRoot() }
    return (means.map(\.mean), errors.count == means.count ? errors : nil)
  }
}
