/// Where the K-th nearest member of a random set lies among the pool it was drawn from.
///
/// All sums are of numbers that are not negative, so small chances keep their digits.
public struct NeighbourOdds: Sendable, Hashable {
  /// The chance that fewer than K members are among the q nearest pool points, q = 0…P, [P + 1].
  public let open: [Double]
  /// The chance that the K-th nearest member is the pool point of rank q, q = 1…P (0 in front), [P + 1].
  public let closing: [Double]
  /// K
  public let neighbours: Int

  /// The odds of some sets from a pool of P points. O(P · K · largest size).
  public init(_ sets: RandomSets, pool: Int, neighbours: Int) {
    precondition(pool > 0 && neighbours > 0, "a pool of \(pool) points, \(neighbours) neighbours")
    precondition(sets.replaces || sets.sizes.upperBound <= pool + 1, "sets of \(sets.sizes) from \(pool) points")
    let chances = (0...pool).map { Self.chances(sets, rank: $0, pool: pool, neighbours: neighbours) }
    open = chances.map(\.open)
    closing = [0] + (1...pool).map { Self.fall(chances[$0 - 1], chances[$0]) }
    self.neighbours = neighbours
  }

  private typealias Chances = (open: Double, closed: Double)

  /// The difference of two neighbouring chances, by whichever of them is small.
  private static func fall(_ before: Chances, _ after: Chances) -> Double {
    max(0, after.closed < 0.5 ? after.closed - before.closed : before.open - after.open)
  }

  /// Draws one member after the other and follows the chances of 0…K − 1 hits among the `rank` nearest.
  private static func chances(_ sets: RandomSets, rank: Int, pool: Int, neighbours: Int) -> Chances {
    var hits = [1.0] + [Double](repeating: 0, count: neighbours - 1)
    var (closed, sums) = (0.0, (open: 0.0, closed: 0.0))
    for draws in 0..<sets.sizes.upperBound {
      if draws >= sets.sizes.lowerBound {
        sums.open += hits.reduce(0, +)
        sums.closed += closed
      }
      guard draws + 1 < sets.sizes.upperBound else { break }
      let odds = (0..<neighbours).map { sets.chance(rank: rank, pool: pool, hits: $0, draws: draws) }
      closed += hits[neighbours - 1] * odds[neighbours - 1]
      for count in stride(from: neighbours - 1, through: 0, by: -1) {
        let joined = count == 0 ? 0 : hits[count - 1] * odds[count - 1]
        hits[count] = hits[count] * (1 - min(1, odds[count])) + joined
      }
    }
    let count = Double(sets.sizes.count)
    return (sums.open / count, sums.closed / count)
  }
}
