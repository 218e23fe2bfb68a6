public import Compute
public import Vocabulary

/// A semivalue of any weights: from all coalitions of at most twenty players, or along random permutations.
///
/// Without `permutations` every coalition is asked for and the value is exact, symmetric included. With it, marginal
/// contributions along whole permutations count by the size they join, ten permutations a batch; standard errors are
/// over permutations.
public struct AnySemivalue: SampledGameMethod {
  static let permutationsParameter = Parameter<Int>.integer(
    "permutations", 1...10_000_000, unit: "permutations",
    help: "Random orders to walk through; without it all coalitions of at most 20 players are asked for.",
    synonyms: ["samples", "n_permutations", "iterations"]
  ).optional

  public static let card = Card(
    "semivalue", .method, revision: 1,
    "Gives the semivalue of any weights by coalition size, from all coalitions or along random permutations.",
    citation:
      "P. Dubey, A. Neyman and R. J. Weber, Value theory without efficiency, Mathematics of Operations Research "
      + "6(1), 1981",
    formula: #"\phi_i = \sum_{S \subseteq N \setminus \{i\}} p_{|S|}\bigl[v(S \cup \{i\}) - v(S)\bigr],"#
      + #"\quad \sum_{s=0}^{n-1}\binom{n-1}{s} p_s = 1"#,
    symbols: [
      .value,
      .init("p_{|S|}", "the weight of one coalition by its size, not of all coalitions of that size together"),
      .everyone,
      .init("n", "the number of players"),
      .utility,
    ],
    caution: "Only the Shapley weights divide v(N) − v(∅) among the players. Values of other weights, such as those of "
      + "Banzhaf, sum to something else and are no shares.",
    complexity: "2ⁿ − 1 evaluations of v, or T (n − 1) + 1 for T permutations; each one model fit",
    parameters: GameSettings.parameters + [SizeWeights.parameter, permutationsParameter, StopRule.parameter],
    synonyms: ["semi_value", "generic_semivalue", "exact_semivalue"],
    direction: .higherIsBetter,
    axioms: [.nullPlayer, .linearity, .monotonicity], estimation: .unbiased)

  public let settings: GameSettings
  public let stop: StopRule?
  private let weights: SizeWeights
  /// `nil` where all coalitions are asked for.
  private let draws: BatchedDraws?

  public init(_ arguments: Arguments) {
    settings = GameSettings(arguments)
    weights = arguments[SizeWeights.parameter]
    draws = arguments[Self.permutationsParameter].map {
      BatchedDraws(total: $0, size: PermutationShapley.batchSize)
    }
    stop = arguments[StopRule.parameter]
  }

  public var semivalue: Semivalue? { if case .semivalue(let semivalue) = weights { semivalue } else { nil } }

  public func exactWeights(players: Int) throws(ValuationError) -> [Rational]? {
    try weights.exactWeights(players: players)
  }

  public var isEnumerating: Bool { draws == nil }

  public func evaluations(players: Int) -> Int {
    draws.map { $0.total * (players - 1) + 1 } ?? Enumeration.evaluations(players: players)
  }

  public var batches: Int { draws?.batches ?? 1 }

  public func identity(ofBatch index: Int) -> Arguments {
    let count = draws?.countValue(ofBatch: index) ?? .none
    return Arguments(settings.identity.merging(["weights": weights.value, "permutations": count]) { $1 })
  }

  public func batch(_ index: Int, of game: any Game, in run: Run) throws -> Artifact {
    let masses = try weights.masses(players: game.players)
    guard let draws else {
      let table = try Enumeration.table(of: game, for: Self.card.name, in: run)
      return Enumeration(ExactSemivalue(masses: masses), of: table).artifact
    }
    let sampling = PermutationSampling(
      stream: run.seeds.branch("permutation"), weights: masses.map { $0 * Double(game.players) })
    let full = try game.fullUtility(in: run)
    return try sampling.batch(draws.range(ofBatch: index), of: game, fullUtility: full, in: run).artifact
  }

  public func accumulator(players: Int) -> any ValueAccumulator {
    draws == nil ? EnumerationAccumulator() : PermutationAccumulator()
  }
}
