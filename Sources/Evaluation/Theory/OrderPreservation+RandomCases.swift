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
    /// Sizes of the random set: as many as there are points, and half as many again.
    static let sizes = [points, points * 3 / 2]

    /// What was counted with random sets of one size, by method.
    struct Counts: Sendable, Hashable {
      let size: Int
      fileprivate(set) var regions: [RegionCounts]
      fileprivate(set) var ties: [TieCounts]
    }
  }

  /// Counts of each method over all random cases, the same ones for every size of the random set; distances and labels
  /// are drawn independently.
  func randomCases(_ methods: [Valued], size: Int, in run: Run) throws -> RandomCases.Counts {
    let odds = NeighbourOdds(
      RandomSets(size: size, replaces: true), pool: RandomCases.pool, neighbours: RandomCases.neighbours)
    let weights = methods.map {
      NeighbourWeights($0.semivalue, players: RandomCases.points, neighbours: RandomCases.neighbours)
    }
    var counts = RandomCases.Counts(
      size: size, regions: methods.map { _ in RegionCounts() }, ties: methods.map { _ in TieCounts() })
    for index in 0..<RandomCases.count {
      try run.checkInterruption()
      let view = Self.randomView(run.seeds.branch(index))
      let gain = ExpectedGain(odds, payoffs: view.poolPayoffs)
      for method in methods.indices {
        counts.regions[method] += view.orders(weights[method], gain)
        counts.ties[method] += view.ties(weights[method], gain)
      }
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
