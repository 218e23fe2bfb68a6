import Glibc

/// What a semivalue of the K-nearest-neighbour game pays by rank; computed once and shared by all validation points.
///
/// With A_i the chance that fewer than K of the i − 1 nearer points are present, the point of rank i gets
/// φ_i = (v_i A_i − Σ_{l>i} v_l (A_{l−1} − A_l)) / K. That holds for every N and K; the published recursion starts
/// wrongly for N < K.
public struct NeighbourWeights: Sendable, Hashable {
  /// K
  public let neighbours: Int
  /// A_i / K, what a rank earns by its own pay-off, [N].
  public let own: [Double]
  /// (A_{l−1} − A_l) / K, what the pay-off of a rank takes from every nearer one, [N].
  public let taken: [Double]

  /// The weights of a semivalue for N players and K neighbours. O(N).
  public init(_ semivalue: Semivalue, players: Int, neighbours: Int) {
    precondition(neighbours > 0, "a neighbourhood needs a neighbour, not \(neighbours)")
    self.neighbours = neighbours
    (own, taken) =
      switch semivalue {
      case .shapley: Self.shapley(players, neighbours)
      case .leaveOneOut: Self.leaveOneOut(players, neighbours)
      case .banzhaf:
        Self.mixture(
          players, neighbours, start: Double(neighbours - 1) * log(0.5), keep: Self.binomial, joins: { _ in 0.5 })
      case .beta(let alpha, let beta):
        Self.mixture(
          players, neighbours, start: Self.startOfBeta(neighbours, alpha: alpha, beta: beta),
          keep: { trials, hits in Self.polya(trials, hits, alpha: alpha, beta: beta) },
          joins: { trials in (beta + Double(neighbours - 1)) / (alpha + beta + Double(trials)) })
      }
  }

  /// A_i = min(K, i) / i, written without the difference of two fractions.
  private static func shapley(_ players: Int, _ k: Int) -> ([Double], [Double]) {
    let ranks = players == 0 ? 1..<1 : 1..<players + 1
    return (
      ranks.map { 1 / Double(max($0, k)) },
      ranks.map { $0 > k ? 1 / (Double($0) * Double($0 - 1)) : 0 }
    )
  }

  /// A_i = 1 for i ≤ K and 0 beyond.
  private static func leaveOneOut(_ players: Int, _ k: Int) -> ([Double], [Double]) {
    ((0..<players).map { $0 < k ? 1 / Double(k) : 0 }, (0..<players).map { $0 == k ? 1 / Double(k) : 0 })
  }

  /// The general case: A falls from rank m + 1 to m + 2 by the chance that exactly K − 1 of m nearer points are
  /// present and the next one is too. That chance is carried as a logarithm, since it underflows for large K.
  private static func mixture(
    _ players: Int, _ k: Int, start: Double, keep: (_ trials: Int, _ hits: Int) -> Double,
    joins: (_ trials: Int) -> Double
  ) -> ([Double], [Double]) {
    var own = [Double](repeating: 1 / Double(k), count: players)
    var taken = [Double](repeating: 0, count: players)
    var chance = 1.0
    var logarithm = start
    for rank in stride(from: k, to: players, by: 1) {
      let fall = exp(logarithm) * joins(rank - 1)
      chance = max(0, chance - fall)
      (own[rank], taken[rank]) = (chance / Double(k), fall / Double(k))
      logarithm += log(keep(rank - 1, k - 1))
    }
    return (own, taken)
  }

  /// The ratio of the chances of `hits` in `trials` + 1 and in `trials` fair draws.
  private static func binomial(_ trials: Int, _ hits: Int) -> Double {
    0.5 * Double(trials + 1) / Double(trials + 1 - hits)
  }

  /// The same ratio for draws whose probability follows Beta(β, α).
  private static func polya(_ trials: Int, _ hits: Int, alpha: Double, beta: Double) -> Double {
    (alpha + Double(trials - hits)) / (alpha + beta + Double(trials)) * Double(trials + 1) / Double(trials + 1 - hits)
  }

  /// The logarithm of the chance of K − 1 hits in K − 1 draws.
  private static func startOfBeta(_ k: Int, alpha: Double, beta: Double) -> Double {
    (0..<k - 1).reduce(0) { $0 + log((beta + Double($1)) / (alpha + beta + Double($1))) }
  }
}
