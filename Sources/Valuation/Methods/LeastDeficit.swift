import Compute
public import Vocabulary

/// The least core: the division that pays the worst treated coalition the most, the most equal one of several.
public struct LeastDeficit: CoalitionMethod {
  public static let card = Card(
    "least_core", .method, revision: 1,
    "Divides what there is so that the coalition missing most of its own worth misses as little as can be.",
    citation: "T. Yan and A. D. Procaccia, If you like Shapley then you'll love the core, AAAI 2021",
    formula: #"\min_{\varphi, e} e \quad\text{with } \sum_i \varphi_i = v(N) - v(\emptyset),\quad "#
      + #"\sum_{i \in S} \varphi_i + e \ge v(S) - v(\emptyset)\text{ for all } \emptyset \ne S \subset N;"#
      + #"\quad\text{then } \min \lVert \varphi \rVert_2"#,
    symbols: [
      .init(#"\varphi_i"#, "what player i gets"),
      .init("e", "the deficit: the most that a coalition may lack of its own worth"),
      .everyone,
      .coalition,
      .utility,
    ],
    caution:
      "It asks for stability, not for a share in proportion to what is added: a player who helps most coalitions "
      + "may get nothing. From sampled coalitions the deficit is a lower bound, and others may lack more.",
    complexity: "T + 1 evaluations of v, each one model fit; exact where T ≥ 2ⁿ − 2 pays for every coalition; a "
      + "projection onto T half-spaces",
    parameters: GameSettings.parameters + [CoalitionSampling.fitsParameter, StopRule.parameter],
    synonyms: ["core", "mc_least_core", "least_core_values", "exact_least_core"],
    direction: .higherIsBetter, axioms: [.efficiency], estimation: .consistent)

  public let settings: GameSettings
  public let sampling: CoalitionSampling
  public let stop: StopRule?

  public init(_ arguments: Arguments) {
    settings = GameSettings(arguments)
    // Complements bound the deficit from below, whatever else is drawn.
    sampling = CoalitionSampling(
      .withComplement(.uniform), fits: arguments[CoalitionSampling.fitsParameter], enumerates: true)
    stop = arguments[StopRule.parameter]
  }

  public func estimate(from evaluations: Evaluations, _ head: BatchHead) throws -> DataValues {
    if head.players == 1 { return DataValues(loneValue: head) }
    let isEnumerated = sampling.isEnumerated(players: head.players)
    if isEnumerated, head.draws < CoalitionSampling.pairs(players: head.players) {
      throw tooFewDraws(head, "all \(CoalitionSampling.pairs(players: head.players)) pairs of the enumeration")
    }
    let claims = Claims(evaluations, head)
    guard !claims.coalitions.isEmpty else { throw tooFewDraws(head, "a coalition that is neither empty nor full") }
    let division = try claims.leastDeficit()
    return DataValues(
      values: division.values, standardErrors: isEnumerated ? division.values.map { _ in 0 } : nil,
      modelFits: head.evaluations + 1,
      facts: head.facts(draws: "pairs", of: division.values) + [.init("deficit", division.deficit)],
      notes: [
        isEnumerated
          ? "The budget pays for every coalition: the values are exact."
          : "Coalitions not drawn may miss more than the deficit; the values carry no standard errors."
      ])
  }
}

/// What coalitions could have on their own.
private struct Claims {
  /// Each once, neither empty nor full.
  let coalitions: [Coalition]
  /// v(S) − v(∅) − |S|/n (v(N) − v(∅)): what a coalition misses under equal shares.
  let excesses: [Double]
  let players: Int
  let surplus: Double

  init(_ evaluations: Evaluations, _ head: BatchHead) {
    let n = head.players
    var seen: Set<Coalition> = []
    let kept = evaluations.coalitions.indices.filter {
      1..<n ~= evaluations.coalitions[$0].count && seen.insert(evaluations.coalitions[$0]).inserted
    }
    coalitions = kept.map { evaluations.coalitions[$0] }
    excesses = kept.map {
      let share = Double(evaluations.coalitions[$0].count) / Double(n)
      return evaluations.utilities[$0] - head.emptyUtility - share * head.surplus
    }
    (players, surplus) = (n, head.surplus)
  }

  /// A direction in which the deficit falls more slowly than this does not count.
  private static let leastDescent = 1e-7

  /// The least deficit with the shortest of its divisions.
  ///
  /// The point of the half-spaces nearest to one far below, at deficit −t, has the least deficit as soon as t is large
  /// enough, and then is the shortest such point (Mangasarian and Meyer, SIAM Journal on Control and Optimization 1979);
  /// t grows until no direction at the point leads further down, which is checked and not assumed.
  func leastDeficit() throws -> (values: [Double], deficit: Double) {
    let scale = excesses.reduce(0) { max($0, abs($1)) }
    guard scale > 0 else { return ([Double](repeating: surplus / Double(players), count: players), 0) }
    let normals = coalitions.flatMap(normal)
    let offsets = excesses.map { $0 / scale }
    var depth = 10.0
    while depth < 1e8 {
      let target = [Double](repeating: 0, count: players) + [-depth]
      let nearest = try NearestPoint(to: target, normals: normals, offsets: offsets).point
      if try isLowest(nearest, normals, offsets, depth) {
        return (nearest.dropLast().map { surplus / Double(players) + scale * $0 }, scale * nearest[players])
      }
      depth *= 10
    }
    throw ComputeError.noNearestPoint(constraints: coalitions.count)
  }

  /// Deviations from equal shares sum to zero, so only the part of a membership beside its mean counts; last the deficit.
  private func normal(_ coalition: Coalition) -> [Double] {
    let share = Double(coalition.count) / Double(players)
    return (0..<players).map { (coalition.contains($0) ? 1 : 0) - share } + [1]
  }

  /// Whether the half-spaces that hold with equality leave no direction downwards.
  private func isLowest(
    _ point: [Double], _ normals: [Double], _ offsets: [Double], _ depth: Double
  ) throws -> Bool {
    let d = point.count
    let tight = offsets.indices.filter { row in
      let value = (0..<d).reduce(0) { $0 + normals[row * d + $1] * point[$1] }
      return value - offsets[row] < 1e-9 + 100 * NearestPoint.tolerance * depth
    }
    let cone = tight.flatMap { normals[$0 * d..<($0 + 1) * d] }
    let down = [Double](repeating: 0, count: d - 1) + [-1]
    let direction = try NearestPoint(to: down, normals: cone, offsets: tight.map { _ in 0 }).point
    return direction[d - 1] > -Self.leastDescent
  }
}
