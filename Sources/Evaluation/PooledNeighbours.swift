import Compute
import Datasets
import Valuation

/// One validation point's view of the valued points and of the pool that random sets are drawn from.
struct PooledNeighbours: Sendable, Hashable {
  /// Valued points from the nearest to the farthest, equal distances by index, [N].
  let order: [Int]
  /// 1 where a valued point's label matches, by index, [N].
  let payoffs: [Double]
  /// How many pool points are strictly nearer than a valued point, by index, [N].
  let nearer: [Int]
  /// Pay-offs of the pool from the nearest to the farthest, [P].
  let poolPayoffs: [Double]
  /// The rank of each pool point, from 1, [P].
  let poolRanks: [Int]

  /// From distances; equal ones go by index.
  init(distances: [Float], payoffs: [Double], pool: [Float], poolPayoffs: [Double]) {
    order = distances.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }
    self.payoffs = payoffs
    let poolOrder = pool.indices.sorted { (pool[$0], $0) < (pool[$1], $1) }
    self.poolPayoffs = poolOrder.map { poolPayoffs[$0] }
    var ranks = [Int](repeating: 0, count: pool.count)
    for (rank, member) in poolOrder.enumerated() { ranks[member] = rank + 1 }
    poolRanks = ranks
    var (nearer, place) = ([Int](repeating: 0, count: distances.count), 0)
    for player in order {
      while place < poolOrder.count, pool[poolOrder[place]] < distances[player] { place += 1 }
      nearer[player] = place
    }
    self.nearer = nearer
  }

  /// The values of all points for this validation point, by index, [N]. O(N).
  func values(_ weights: NeighbourWeights) -> [Double] {
    var (values, taken) = ([Double](repeating: 0, count: order.count), 0.0)
    for (rank, player) in order.enumerated().reversed() {
      values[player] = payoffs[player] * weights.own[rank] - taken
      taken += payoffs[player] * weights.taken[rank]
    }
    return values
  }

  /// ψ of all points, by index, [N].
  func gains(_ gain: ExpectedGain) -> [Double] {
    order.indices.map { gain(payoff: payoffs[$0], rank: nearer[$0]) }
  }

  /// What each point adds to one set of pool points, by index, [N]; the plain counterpart of ``gains(_:)``.
  func gains(of set: [Int], neighbours: Int) -> [Double] {
    let ranks = set.map { poolRanks[$0] }.sorted()
    let last = ranks.count < neighbours ? nil : ranks[neighbours - 1]
    return order.indices.map { player in
      guard let last else { return payoffs[player] / Double(neighbours) }
      return nearer[player] < last ? (payoffs[player] - poolPayoffs[last - 1]) / Double(neighbours) : 0
    }
  }
}

extension PooledNeighbours {
  /// Differences of values or gains below this may be rounding: both are sums of shares of at most 1.
  static let tolerance = 1e-12

  static func sign(_ difference: Double) -> Int { difference > tolerance ? 1 : difference < -tolerance ? -1 : 0 }

  /// How values order all pairs, by region. O(N²).
  func orders(_ weights: NeighbourWeights, _ gain: ExpectedGain) -> RegionCounts {
    let (values, gains) = (values(weights), gains(gain))
    var counts = RegionCounts()
    for (rank, near) in order.enumerated() {
      for farther in rank + 1..<order.count {
        let far = order[farther]
        let difference = Self.sign(gains[near] - gains[far])
        let isTie =
          difference == 0
          && gain.isIndifferent(
            nearer: payoffs[near], farther: payoffs[far], ranks: nearer[near]...nearer[far])
        counts.add(
          nearer: rank, farther: farther, neighbours: weights.neighbours,
          value: Self.sign(values[near] - values[far]), gain: difference == 0 && !isTie ? nil : difference)
      }
    }
    return counts
  }

  /// Where pairs are tied, at ``tolerance``. O(N²).
  func ties(_ weights: NeighbourWeights, _ gain: ExpectedGain) -> TieCounts {
    let (values, gains) = (values(weights), gains(gain))
    var counts = TieCounts()
    for first in values.indices {
      for second in first + 1..<values.count {
        counts.add(
          value: Self.sign(values[first] - values[second]), gain: Self.sign(gains[first] - gains[second]))
      }
    }
    return counts
  }

  /// The views of all validation points, with single-precision distances as the methods compute them. O(M (N + P) d).
  static func all(train: Examples, pool: Examples, validation: Examples) -> [PooledNeighbours] {
    let (near, far) = (norms(train.features), norms(pool.features))
    return (0..<validation.count).map { point in
      let label = validation.labels[point]
      return PooledNeighbours(
        distances: distances(validation.features, point, train.features, near),
        payoffs: train.labels.map { $0 == label ? 1 : 0 },
        pool: distances(validation.features, point, pool.features, far),
        poolPayoffs: pool.labels.map { $0 == label ? 1 : 0 })
    }
  }

  private static func norms(_ features: Matrix) -> [Float] {
    (0..<features.rows).map { product(features, $0, features, $0) }
  }

  private static func distances(_ left: Matrix, _ row: Int, _ right: Matrix, _ norms: [Float]) -> [Float] {
    norms.indices.map { norms[$0] - 2 * product(left, row, right, $0) }
  }

  private static func product(_ left: Matrix, _ row: Int, _ right: Matrix, _ other: Int) -> Float {
    (0..<left.columns).reduce(0) { $0 + left[row, $1] * right[other, $1] }
  }
}
