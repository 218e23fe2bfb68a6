public import Vocabulary

/// The Shapley value from tests of random groups, in closed form instead of a feasibility program.
public struct GroupTestingShapley: CoalitionMethod {
  static let baselineParameter = Parameter<Bool>.boolean(
    "baseline", default: true,
    help:
      "Subtracts from each utility the mean of the other draws of its size, which keeps the mean and cuts the spread.",
    synonyms: ["size_baseline", "control_variate"])

  public static let card = Card(
    "group_testing_shapley", .method, revision: 1,
    "Estimates the Shapley value by how much more coalitions with a player are worth than coalitions of equal size.",
    citation: "R. Jia et al., Towards efficient data valuation based on the Shapley value, AISTATS 2019; equal to the "
      + "unbiased KernelSHAP of I. Covert and S.-I. Lee, AISTATS 2021, where baseline is false",
    formula: #"\phi_i = \frac{v(N) - v(\emptyset)}{n} + g_i - \bar g,\quad "#
      + #"g_i = \frac{Z}{T} \sum_{t : i \in S_t} \bigl[v(S_t) - h_t\bigr],\quad Z = 2\sum_{k=1}^{n-1} \frac1k"#,
    symbols: [
      .value,
      .init("n", "the number of players"),
      .init("T", "the number of coalitions drawn"),
      .init("S_t", "a random coalition, small and large ones more often"),
      .init("g_i", "what coalitions with player i are worth, scaled"),
      .init("h_t", "the baseline: what coalitions of that size are worth, or 0"),
      .utility,
    ],
    caution:
      "No groups are tested for a defect: without the baseline this is the unbiased KernelSHAP estimate, draw for "
      + "draw, whose spread is large. The sum is v(N) − v(∅) by construction and tells nothing of the error.",
    complexity: "T + 1 evaluations of v, each one model fit; O(T n) further work",
    parameters: GameSettings.parameters
      + [CoalitionSampling.fitsParameter, baselineParameter, StopRule.parameter],
    synonyms: ["group_testing", "gt_shapley", "unbiased_kernel_shap", "group_testing_data_shapley"],
    direction: .higherIsBetter, axioms: [.efficiency], estimation: .unbiased)

  public let settings: GameSettings
  public let sampling: CoalitionSampling
  public let baseline: Bool
  public let stop: StopRule?

  public init(_ arguments: Arguments) {
    settings = GameSettings(arguments)
    sampling = CoalitionSampling(.kernel, fits: arguments[CoalitionSampling.fitsParameter])
    baseline = arguments[Self.baselineParameter]
    stop = arguments[StopRule.parameter]
  }

  public var semivalue: Semivalue? { .shapley }

  /// A draw's baseline h is a function of the other draws and of its size alone, and given its size every player is as
  /// probable a member as another: h moves all g alike in the mean, and φ not at all. Standard errors are over draws.
  public func estimate(from evaluations: Evaluations, _ head: BatchHead) throws -> DataValues {
    let n = head.players
    if n == 1 { return DataValues(loneValue: head) }
    guard evaluations.count > 0 else { throw tooFewDraws(head, "a coalition") }
    let mass = CoalitionDesign.kernelMass(players: n)
    let excess = baseline ? Self.excess(evaluations, head) : evaluations.utilities
    // One draw's g − ḡ: its members share what the others lack.
    let terms = zip(evaluations.coalitions, excess).map { coalition, utility in
      (coalition, outside: -mass * utility * Double(coalition.count) / Double(n), step: mass * utility)
    }
    func contribution(_ term: (coalition: Coalition, outside: Double, step: Double), _ player: Int) -> Double {
      term.outside + (term.coalition.contains(player) ? term.step : 0)
    }
    let count = Double(terms.count)
    let means = (0..<n).map { player in terms.reduce(0) { $0 + contribution($1, player) } / count }
    let values = means.map { head.surplus / Double(n) + $0 }
    let squares = (0..<n).map { player in
      terms.reduce(0) { sum, term in
        let difference = contribution(term, player) - means[player]
        return sum + difference * difference
      }
    }
    return DataValues(
      values: values, standardErrors: terms.count > 1 ? squares.map { ($0 / (count - 1) / count).squareRoot() } : nil,
      modelFits: head.evaluations + 1, facts: head.facts(draws: "draws", of: values))
  }

  /// Utilities less the mean of the other draws of equal size, or less the straight line from v(∅) to v(N) for a draw
  /// alone in its size.
  private static func excess(_ evaluations: Evaluations, _ head: BatchHead) -> [Double] {
    var (sums, counts) = ([Double](repeating: 0, count: head.players), [Int](repeating: 0, count: head.players))
    let sizes = evaluations.coalitions.map(\.count)
    for (size, utility) in zip(sizes, evaluations.utilities) {
      sums[size] += utility
      counts[size] += 1
    }
    return zip(sizes, evaluations.utilities).map { size, utility in
      let others = counts[size] - 1
      guard others > 0 else {
        return utility - head.emptyUtility - head.surplus * Double(size) / Double(head.players)
      }
      return utility - (sums[size] - utility) / Double(others)
    }
  }
}
