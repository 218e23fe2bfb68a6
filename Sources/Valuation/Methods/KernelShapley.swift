public import Vocabulary

/// The Shapley value as the solution of a regression on coalitions: KernelSHAP with pairs of complements.
public struct KernelShapley: CoalitionMethod {
  public static let card = Card(
    "kernel_shapley", .method, revision: 1,
    "Estimates the Shapley value by constrained least squares on coalitions drawn in pairs with their complements.",
    citation: "S. M. Lundberg and S.-I. Lee, A unified approach to interpreting model predictions, NeurIPS 2017; "
      + "I. Covert and S.-I. Lee, Improving KernelSHAP, AISTATS 2021",
    formula:
      #"\phi = \arg\min_{\varphi} \sum_{t=1}^{T} \Bigl(v(S_t) - v(\emptyset) - \sum_{i \in S_t} \varphi_i\Bigr)^2"#
      + #"\quad\text{with } \sum_i \varphi_i = v(N) - v(\emptyset),\quad \Pr(|S_t| = k) \propto \frac{n}{k(n-k)}"#,
    symbols: [
      .init(#"\phi"#, "the values of all players"),
      .init("T", "the number of coalitions drawn"),
      .init("S_t", "a random coalition"),
      .utility,
      .init("n", "the number of players"),
    ],
    caution:
      "Players are training examples, not features of one prediction, for which this regression is better known. "
      + "The sum is v(N) − v(∅) by constraint and tells nothing of the error, and few draws leave a bias.",
    complexity: "T + 1 evaluations of v, each one model fit, and at least 2(n − 1); the Shapley value itself where "
      + "T ≥ 2ⁿ − 2 pays for every coalition; O(n³ + T n²) further work",
    parameters: GameSettings.parameters + [CoalitionSampling.fitsParameter, StopRule.parameter],
    synonyms: ["kernel_shap", "kernelshap", "shap", "kernel"],
    direction: .higherIsBetter, axioms: [.efficiency], estimation: .consistent)

  public let settings: GameSettings
  public let sampling: CoalitionSampling
  public let stop: StopRule?

  public init(_ arguments: Arguments) {
    settings = GameSettings(arguments)
    sampling = CoalitionSampling(
      .withComplement(.kernel), fits: arguments[CoalitionSampling.fitsParameter], enumerates: true)
    stop = arguments[StopRule.parameter]
  }

  public var semivalue: Semivalue? { .shapley }

  /// Standard errors are a delete-one-pair jackknife; see ``PairedRegression``.
  public func estimate(from evaluations: Evaluations, _ head: BatchHead) throws -> DataValues {
    if head.players == 1 { return DataValues(loneValue: head) }
    let isEnumerated = sampling.isEnumerated(players: head.players)
    if isEnumerated, head.draws < CoalitionSampling.pairs(players: head.players) {
      throw tooFewDraws(head, "all \(CoalitionSampling.pairs(players: head.players)) pairs of the enumeration")
    }
    guard
      let solution = try PairedRegression.solved(
        pairs: evaluations, weights: isEnumerated ? Self.kernelWeights(evaluations) : nil, surplus: head.surplus)
    else {
      throw tooFewDraws(head, "\(head.players - 1) pairs of coalitions that tell the players apart")
    }
    let errors = isEnumerated ? solution.values.map { _ in 0 } : solution.standardErrors
    return DataValues(
      values: solution.values, standardErrors: errors, modelFits: head.evaluations + 1,
      facts: head.facts(draws: "pairs", of: solution.values), notes: Self.notes(isEnumerated, errors))
  }

  /// The probability of each pair's coalition up to a factor: that of its size, shared by the coalitions of the size.
  private static func kernelWeights(_ pairs: Evaluations) -> [Double] {
    stride(from: 0, to: pairs.count, by: 2).map { index in
      let (size, n) = (pairs.coalitions[index].count, pairs.coalitions[index].players)
      let choices = (0..<size).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) }
      return CoalitionDesign.kernelWeight(size, players: n) / choices
    }
  }

  private static func notes(_ isEnumerated: Bool, _ errors: [Double]?) -> [String] {
    if isEnumerated { return ["The budget pays for every coalition: the values are exact."] }
    return errors == nil
      ? ["The pairs just determine the values and say nothing of their error: no standard errors."] : []
  }
}

extension DataValues {
  /// The value of the only player: all there is, without sampling error.
  init(loneValue head: BatchHead) {
    self.init(
      values: [head.surplus], standardErrors: [0], modelFits: 1, facts: head.facts(draws: "draws", of: [head.surplus]))
  }
}
