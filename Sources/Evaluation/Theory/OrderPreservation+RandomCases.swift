import Compute
import Valuation

extension OrderPreservation {
  /// Made-up cases of one validation point: 200 times 435 pairs of 30 points, K = 5.
  enum RandomCases {
    static let count = 200
    static let points = 30
    static let neighbours = 5
    static let pool = 100
    /// The share of points whose label matches.
    static let matching = 0.7
    static var pairs: Int { count * points * (points - 1) / 2 }
  }

  /// Counts by region of each method over all random cases; distances and labels are drawn independently.
  func randomCases(_ methods: [Valued], in run: Run) throws -> [RegionCounts] {
    let odds = NeighbourOdds(
      RandomSets(size: RandomCases.points, replaces: true), pool: RandomCases.pool, neighbours: RandomCases.neighbours)
    let weights = methods.map {
      NeighbourWeights($0.semivalue, players: RandomCases.points, neighbours: RandomCases.neighbours)
    }
    var counts = methods.map { _ in RegionCounts() }
    for index in 0..<RandomCases.count {
      try run.checkInterruption()
      let view = Self.randomView(run.seeds.branch(index))
      let gain = ExpectedGain(odds, payoffs: view.poolPayoffs)
      for method in methods.indices { counts[method] += view.orders(weights[method], gain) }
    }
    return counts
  }

  private static func randomView(_ stream: SeedStream) -> PooledNeighbours {
    let (places, labels) = (stream.branch("places"), stream.branch("labels"))
    func distances(_ range: Range<Int>) -> [Float] { range.map { Float(places.uniform($0)) } }
    func payoffs(_ range: Range<Int>) -> [Double] {
      range.map { labels.uniform($0) < RandomCases.matching ? 1 : 0 }
    }
    let (own, pool) = (0..<RandomCases.points, RandomCases.points..<RandomCases.points + RandomCases.pool)
    return PooledNeighbours(
      distances: distances(own), payoffs: payoffs(own), pool: distances(pool), poolPayoffs: payoffs(pool))
  }
}
