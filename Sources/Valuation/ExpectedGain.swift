/// What a point is expected to add to a random set of pool points, for one validation point of the K-nearest-neighbour
/// game.
///
/// ψ(z) = E[v(T ∪ z) − v(T)] = (1/K) [pay-off of z · open(r) − Σ_{q>r} v_q closing(q)], where r counts the pool points
/// strictly nearer than z: z pushes out the K-th nearest member if it is nearer, and takes a free place if there is one.
/// One reverse cumulative sum over the pool serves all points.
public struct ExpectedGain: Sendable, Hashable {
  public let odds: NeighbourOdds
  /// Σ_{l>q} v_l closing(l), q = 0…P, [P + 1].
  private let displaced: [Double]
  /// How many pool points up to rank q pay 0 and may be pushed out, and how many pay otherwise, [P + 1].
  private let idle: [Int]
  private let paying: [Int]

  /// `payoffs` are those of the pool from the nearest to the farthest, [P]. O(P).
  public init(_ odds: NeighbourOdds, payoffs: [Double]) {
    precondition(
      odds.closing.count == payoffs.count + 1, "\(payoffs.count) pay-offs, odds of \(odds.closing.count - 1)")
    self.odds = odds
    var tails = [Double](repeating: 0, count: payoffs.count + 1)
    var (idle, paying) = ([0], [0])
    for rank in stride(from: payoffs.count, to: 0, by: -1) {
      tails[rank - 1] = tails[rank] + payoffs[rank - 1] * odds.closing[rank]
    }
    for rank in 1..<payoffs.count + 1 {
      let isReached = odds.closing[rank] > 0
      idle.append(idle[rank - 1] + (isReached && payoffs[rank - 1] == 0 ? 1 : 0))
      paying.append(paying[rank - 1] + (isReached && payoffs[rank - 1] != 0 ? 1 : 0))
    }
    (displaced, self.idle, self.paying) = (tails, idle, paying)
  }

  /// ψ of a point with `rank` pool points strictly nearer.
  public func callAsFunction(payoff: Double, rank: Int) -> Double {
    (payoff * odds.open[rank] - displaced[rank]) / Double(odds.neighbours)
  }

  /// Whether two points add exactly the same to every set that can occur, decided by counting and not by rounding.
  ///
  /// A nearer point that pays 1 differs from a farther one by the pool points between them that pay 0 and may be pushed
  /// out (for pay-off 0, those that pay), and, where the two pay-offs differ, by the sets that the farther one joins.
  public func isIndifferent(nearer: Double, farther: Double, ranks: ClosedRange<Int>) -> Bool {
    let other = nearer == 0 ? paying : idle
    return other[ranks.lowerBound] == other[ranks.upperBound]
      && (nearer == farther || odds.open[ranks.upperBound] == 0)
  }
}
