/// The soft accuracy of K nearest neighbours, averaged over validation points (Jia et al., CVPR 2021).
///
/// For one validation point v(S) = (1/K) Σ_{k ≤ min(K, |S|)} pay-off of the k-th nearest member of S, v(∅) = 0. The sum
/// is divided by K even where fewer than K members are there.
public struct KNNGame: ClosedFormGame, Hashable {
  /// The players from the nearest to the farthest, for each validation point, [M, N].
  public let rankings: [[Int]]
  /// The pay-off of each player (1 where its label matches), for each validation point, [M, N].
  public let payoffs: [[Double]]
  /// K
  public let neighbours: Int
  public let players: Int

  public init(rankings: [[Int]], payoffs: [[Double]], neighbours: Int) {
    players = rankings.first?.count ?? 0
    precondition(
      rankings.count == payoffs.count && !rankings.isEmpty && neighbours > 0,
      "\(rankings.count) rankings, \(payoffs.count) rows of pay-offs, K = \(neighbours)")
    (self.rankings, self.payoffs, self.neighbours) = (rankings, payoffs, neighbours)
  }

  public func utility(of coalition: Coalition) -> Double {
    let sum = zip(rankings, payoffs).reduce(0) { sum, point in
      let nearest = point.0.lazy.filter(coalition.contains).prefix(neighbours)
      return sum + nearest.reduce(0) { $0 + point.1[$1] } / Double(neighbours)
    }
    return sum / Double(rankings.count)
  }
}
