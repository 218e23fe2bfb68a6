/// The layers into which a value is cut, how they sum up to it and which of them each draw goes to.
public struct Strata: Sendable, Hashable {
  /// What the mean of each stratum counts in a value, [strata].
  public let shares: [Double]
  /// The number of draws of a stratum is to be in proportion to this, [strata].
  public let allocation: [Double]
  /// The draws that say everything of a stratum, such as 1 for a single coalition, [strata]; `Int.max` where coalitions are
  /// drawn with repetition.
  public let capacity: [Int]

  public init(shares: [Double], allocation: [Double], capacity: [Int]) {
    precondition(
      shares.count == allocation.count && shares.count == capacity.count && allocation.allSatisfy { $0 > 0 },
      "strata need a share and a positive allocation each")
    (self.shares, self.allocation, self.capacity) = (shares, allocation, capacity)
  }

  public var count: Int { shares.count }

  /// A stratum and how often it was drawn before.
  public struct Turn: Sendable, Hashable {
    public let stratum: Int
    public let occurrence: Int
  }

  /// The strata of the first draws in order; fewer where nothing is left to draw. O(draws · strata).
  ///
  /// Each draw goes to the stratum whose draws are fewest for its allocation (the divisor method of Adams), so every
  /// stratum is met in the first `count` draws, and a longer sequence begins with a shorter one: batches can be added.
  public func turns(_ draws: Int) -> [Turn] {
    var counts = [Int](repeating: 0, count: count)
    var turns: [Turn] = []
    turns.reserveCapacity(draws)
    while turns.count < draws, let stratum = next(after: counts) {
      turns.append(Turn(stratum: stratum, occurrence: counts[stratum]))
      counts[stratum] += 1
    }
    return turns
  }

  private func next(after counts: [Int]) -> Int? {
    if let unseen = counts.firstIndex(of: 0) { return unseen }
    var (best, least) = (Int?.none, Double.infinity)
    for stratum in counts.indices where counts[stratum] < capacity[stratum] {
      let filled = Double(counts[stratum]) / allocation[stratum]
      if filled < least { (best, least) = (stratum, filled) }
    }
    return best
  }
}
