public import Compute
public import Vocabulary

/// The Shapley value as an integral over the chance t with which others join, by Gauss–Legendre nodes.
///
/// The integrand is a polynomial of degree n − 1 in t, so m nodes are exact in t for up to 2 m players; beyond, a note
/// says so. Each draw is a coalition of the others at t together with its complement among them, which is one at 1 − t: at
/// most four evaluations of v, 25 draws a batch. Pairs of nodes are drawn in proportion to their weights. Standard errors
/// come from the variances between the draws of a pair of nodes.
public struct OwenShapley: MarginalMethod {
  static let nodesParameter = Parameter<Int>.integer(
    "nodes", 1...1000, default: 10, unit: "nodes", help: "Chances of joining at which coalitions are drawn.",
    synonyms: ["q", "quadrature", "n_nodes", "n_samples_outer"])

  public static let card = Card(
    "owen_shapley", .method, revision: 1,
    "Estimates the Shapley value from coalitions that each other example joins by chance, at Gauss–Legendre chances.",
    citation: "R. Okhrati and A. Lipani, A multilinear sampling algorithm to estimate Shapley values, ICPR 2020; "
      + "G. Owen, Multilinear extensions of games, Management Science 18(5), 1972",
    formula: #"\phi_i = \int_0^1 \mathbb E\bigl[v(S_t \cup \{i\}) - v(S_t)\bigr]\,dt,"#
      + #"\quad \Pr[j \in S_t] = t \text{ for each } j \ne i"#,
    symbols: [
      .value,
      .init("S_t", "a random coalition that each other player joins with chance t"),
      .init("t", "a chance between 0 and 1, taken at the nodes of a quadrature"),
      .utility,
    ],
    caution:
      "It is not the Owen value of players in unions: that is `owen_value`. m nodes integrate without error up to 2 "
      + "m players; beyond, a small bias stays, however many fits are spent.",
    complexity: "at most `fits` + 1 evaluations of v, each one model fit; at least 2 n m",
    parameters: GameSettings.parameters + [StratifiedShapley.fitsParameter, nodesParameter, StopRule.parameter],
    synonyms: ["owen_sampling", "multilinear_extension", "multilinear_shapley", "owen"],
    direction: .higherIsBetter,
    axioms: [.nullPlayer, .linearity, .monotonicity], estimation: .consistent)

  /// Draws of a batch: a hundred evaluations.
  static let batchSize = 25

  public let settings: GameSettings
  public let stop: StopRule?
  public let draws: BatchedDraws
  private let quadrature: GaussLegendre

  public init(_ arguments: Arguments) {
    settings = GameSettings(arguments)
    draws = BatchedDraws(total: (arguments[StratifiedShapley.fitsParameter] + 3) / 4, size: Self.batchSize)
    quadrature = GaussLegendre(count: arguments[Self.nodesParameter])
    stop = arguments[StopRule.parameter]
  }

  public var semivalue: Semivalue? { .shapley }

  public func evaluations(players: Int) -> Int { 4 * draws.total + 1 }

  public var ownIdentity: [String: Value] { ["nodes": .integer(quadrature.nodes.count)] }

  /// One for each node of at most ½, its mirror image included.
  public func strata(players: Int) -> Strata {
    let count = quadrature.nodes.count
    let shares = (0..<(count + 1) / 2).map { quadrature.weights[$0] * (2 * $0 + 1 == count ? 1 : 2) }
    return Strata(shares: shares, allocation: shares, capacity: shares.map { _ in players == 1 ? 1 : .max })
  }

  public func coalitions(without player: Int, turn: Strata.Turn, players: Int, stream: SeedStream) -> [Coalition] {
    let chance = quadrature.nodes[turn.stratum]
    let draw = stream.branch("inclusion").branch("\(player) \(turn.stratum) \(turn.occurrence)")
    let others = (0..<players).filter { $0 != player }
    let joins = others.map { draw.uniform($0) < chance }
    return [true, false].map { side in
      Coalition(players: players, members: zip(others, joins).filter { $0.1 == side }.map { $0.0 })
    }
  }

  public func notes(players: Int) -> [String] {
    let count = quadrature.nodes.count
    guard players > 2 * count else { return [] }
    return ["\(count) nodes are exact for up to \(2 * count) players, and there are \(players): raise `nodes`."]
  }
}
