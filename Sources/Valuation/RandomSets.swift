public import Compute

/// How a random set of points is drawn from a pool: its size uniform over a range, its members with or without
/// replacement.
public struct RandomSets: Sendable, Hashable {
  /// Every size of the range is equally probable.
  public let sizes: Range<Int>
  public let replaces: Bool

  public init(sizes: Range<Int>, replaces: Bool) {
    precondition(!sizes.isEmpty && sizes.lowerBound >= 0, "sets of \(sizes) points")
    (self.sizes, self.replaces) = (sizes, replaces)
  }

  /// Sets of one size.
  public init(size: Int, replaces: Bool) { self.init(sizes: size..<size + 1, replaces: replaces) }

  /// Set `index`: positions in a pool, in the order drawn. O(pool + size).
  public func draw(_ index: Int, from pool: Int, _ seeds: SeedStream) -> [Int] {
    let stream = seeds.branch(index)
    let size = sizes.lowerBound + stream.integer(0, below: sizes.count)
    guard !replaces else { return (0..<size).map { stream.integer($0 + 1, below: pool) } }
    return stream.branch("members").choose(size, from: pool)
  }

  /// The chance that the next draw is among the `rank` nearest of a pool, when `hits` of `draws` were.
  func chance(rank: Int, pool: Int, hits: Int, draws: Int) -> Double {
    replaces ? Double(rank) / Double(pool) : Double(max(0, rank - hits)) / Double(pool - draws)
  }
}
