public import Compute
public import Vocabulary

/// The average marginal effect of a player on random coalitions of several densities, by regression.
public struct AverageMarginalEffect: CoalitionMethod {
  /// How coefficients are kept small.
  public enum Penalty: String, Sendable, Hashable, CaseIterable {
    /// A lasso whose penalty predicts left-out fifths of the draws best.
    case crossValidated = "cross_validated"
    /// Ordinary least squares.
    case none
  }

  static let penaltyParameter = Parameter<Penalty>.choice(
    "penalty", default: .crossValidated,
    help: "A lasso with its penalty by fivefold cross-validation, for few players that matter, or least squares.",
    synonyms: ["regularization", "lasso"])

  /// Chances of being included, taken in turn.
  static let probabilities = [0.2, 0.4, 0.6, 0.8]

  public static let card = Card(
    "ame", .method, revision: 1,
    "Estimates a player's mean effect on coalitions of four densities by one sparse regression.",
    citation: "J. Lin et al., Measuring the effect of training data on deep learning predictions via randomized "
      + "experiments, ICML 2022",
    formula: #"\phi_i = E_p\, E_{S \sim \mathrm{Bernoulli}(p)} \bigl[v(S \cup \{i\}) - v(S \setminus \{i\})\bigr],"#
      + #"\quad p \in \{0.2, 0.4, 0.6, 0.8\}"#,
    symbols: [
      .value,
      .init("p", "the chance by which every player joins the coalition, drawn among four"),
      .init("S", "a coalition drawn so"),
      .utility,
    ],
    caution:
      "It is not the Shapley value: four densities stand in for all sizes of coalitions, and the values do not sum "
      + "to v(N) − v(∅). The lasso pulls small effects to zero, so a value of 0 need not mean that there is no "
      + "effect.",
    complexity:
      "T + 1 evaluations of v, each one model fit; O(T n²) further work and a lasso path of 100 penalties, six "
      + "times",
    parameters: GameSettings.parameters + [CoalitionSampling.fitsParameter, penaltyParameter, StopRule.parameter],
    synonyms: ["average_marginal_effect", "ame_lasso"],
    direction: .higherIsBetter, estimation: .biased)

  public let settings: GameSettings
  public let sampling: CoalitionSampling
  public let penalty: Penalty
  public let stop: StopRule?

  public init(_ arguments: Arguments) {
    settings = GameSettings(arguments)
    sampling = CoalitionSampling(.inclusion(Self.probabilities), fits: arguments[CoalitionSampling.fitsParameter])
    penalty = arguments[Self.penaltyParameter]
    stop = arguments[StopRule.parameter]
  }

  /// The mean of t^s (1 − t)^(n − 1 − s) over the probabilities t.
  public func exactWeights(players n: Int) -> [Rational]? {
    let chances = Self.probabilities.map { Rational(written: $0) }
    return (0..<n).map { size in
      let weights = chances.map { chance in
        (0..<n - 1).reduce(Rational(1)) { $0 * ($1 < size ? chance : 1 - chance) }
      }
      return weights.reduce(0, +) / Rational(chances.count)
    }
  }

  /// Standard errors are a delete-one jackknife of least squares; the lasso has none.
  public func estimate(from evaluations: Evaluations, _ head: BatchHead) throws -> DataValues {
    if head.players == 1 { return DataValues(loneValue: head) }
    let regression = InclusionRegression(
      evaluations, players: head.players, probabilities: Self.probabilities)
    return penalty == .none ? try unpenalised(regression, head) : try penalised(regression, evaluations, head)
  }

  private func unpenalised(_ regression: InclusionRegression, _ head: BatchHead) throws -> DataValues {
    guard let found = try regression.leastSquares() else {
      throw tooFewDraws(head, "more than \(head.players + 1) coalitions that tell the players apart")
    }
    return DataValues(
      values: found.effects, standardErrors: found.standardErrors, modelFits: head.evaluations + 1,
      facts: facts(head))
  }

  private func penalised(
    _ regression: InclusionRegression, _ evaluations: Evaluations, _ head: BatchHead
  ) throws -> DataValues {
    // Two rounds of the probabilities in every fifth.
    let least = 2 * InclusionRegression.folds * Self.probabilities.count
    guard evaluations.count >= least else { throw tooFewDraws(head, "\(least) coalitions to cross-validate") }
    guard InclusionMeans(evaluations, players: head.players) != nil else {
      throw tooFewDraws(head, "for every player a coalition with and one without")
    }
    let found = regression.crossValidated()
    let kept = found.effects.count { $0 != 0 }
    return DataValues(
      values: found.effects, modelFits: head.evaluations + 1,
      facts: facts(head) + [.init("penalty", found.penalty), .init("players_kept", Double(kept))],
      notes: ["The lasso draws values towards 0 and gives them no standard errors."])
  }

  private func facts(_ head: BatchHead) -> [DataValues.Fact] {
    [
      .init("draws", Double(head.draws)), .init("full_utility", head.fullUtility),
      .init("empty_utility", head.emptyUtility),
    ]
  }
}
