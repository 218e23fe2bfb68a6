import Valuation

/// Every small case of the order theorem: all labels of N points and P pool points, all ways to lay the pool among the
/// points by distance, all sets of m draws from the pool, in whole numbers.
struct OrderEnumeration: Sendable {
  /// Largest N, and K from 1 up with K < N, as Lemma 1 needs.
  static let points = 2...5
  static let neighbours = 1...3
  static let pools = 2...3
  static let draws = 1...3

  /// One case and one pair, as it is printed.
  struct Example: Sendable, Hashable {
    let neighbours: Int
    let payoffs: [Int]
    /// How many pool points are nearer than each point.
    let nearer: [Int]
    let poolPayoffs: [Int]
    let draws: Int
    /// Ranks from 0.
    let pair: (Int, Int)
    let values: (Double, Double)

    static func == (left: Self, right: Self) -> Bool {
      left.payoffs == right.payoffs && left.pair == right.pair && left.nearer == right.nearer
    }
    func hash(into hasher: inout Hasher) { hasher.combine(payoffs) }
  }

  private(set) var cases = 0
  private(set) var counts: [RegionCounts]
  /// The same, only of cases where some pool point is farther than every point, as the theorem assumes.
  private(set) var assumed: [RegionCounts]
  /// The first pair of different values and equal gains, in such a case, by method.
  private(set) var tied: [Example?]
  /// The first pair with one rank beyond K that is ordered rightly, by method.
  private(set) var beyond: [Example?]

  /// Runs through all cases for some semivalues.
  init(_ semivalues: [Semivalue]) {
    counts = semivalues.map { _ in RegionCounts() }
    assumed = counts
    (tied, beyond) = (semivalues.map { _ in nil }, semivalues.map { _ in nil })
    for count in Self.points {
      for neighbours in Self.neighbours where neighbours < count {
        let weights = semivalues.map { NeighbourWeights($0, players: count, neighbours: neighbours) }
        for labels in 0..<1 << count { run(Self.bits(labels, count), weights, neighbours) }
      }
    }
  }

  private mutating func run(_ payoffs: [Int], _ weights: [NeighbourWeights], _ neighbours: Int) {
    let values = weights.map { Self.values(payoffs, $0) }
    for pool in Self.pools {
      for nearer in Self.layouts(payoffs.count, pool: pool) {
        for draws in Self.draws {
          let closings = Self.closings(pool: pool, draws: draws, neighbours: neighbours)
          for labels in 0..<1 << pool {
            run(payoffs, values, neighbours, nearer, Self.bits(labels, pool), draws, closings)
          }
        }
      }
    }
  }

  private mutating func run(
    _ payoffs: [Int], _ values: [[Double]], _ neighbours: Int, _ nearer: [Int], _ poolPayoffs: [Int], _ draws: Int,
    _ closings: [Int]
  ) {
    cases += 1
    let gains = payoffs.indices.map { Self.gain(payoffs[$0], nearer[$0], poolPayoffs, closings) }
    let isAssumed = nearer.allSatisfy { $0 < poolPayoffs.count }
    for near in payoffs.indices {
      for far in near + 1..<payoffs.count {
        let gain = (gains[near] - gains[far]).signum()
        for method in values.indices {
          let difference = PooledNeighbours.sign(values[method][near] - values[method][far])
          counts[method].add(nearer: near, farther: far, neighbours: neighbours, value: difference, gain: gain)
          guard isAssumed else { continue }
          assumed[method].add(nearer: near, farther: far, neighbours: neighbours, value: difference, gain: gain)
          let isTied = difference != 0 && gain == 0 && tied[method] == nil
          let isBeyond = difference != 0 && gain == difference && far >= neighbours && beyond[method] == nil
          guard isTied || isBeyond else { continue }
          let example = Example(
            neighbours: neighbours, payoffs: payoffs, nearer: nearer, poolPayoffs: poolPayoffs, draws: draws,
            pair: (near, far), values: (values[method][near], values[method][far]))
          if isTied { tied[method] = example } else { beyond[method] = example }
        }
      }
    }
  }
}

extension OrderEnumeration {
  /// K · Pᵐ · ψ: what a point adds, summed over all Pᵐ sets in multiples of 1 / K.
  private static func gain(_ payoff: Int, _ nearer: Int, _ poolPayoffs: [Int], _ closings: [Int]) -> Int {
    (nearer..<poolPayoffs.count).reduce(closings[0] * payoff) { sum, place in
      sum + closings[place + 1] * (payoff - poolPayoffs[place])
    }
  }

  /// In how many of the Pᵐ sets each pool point is the K-th nearest member; first those with fewer than K members.
  private static func closings(pool: Int, draws: Int, neighbours: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: pool + 1)
    let sets = (0..<draws).reduce(1) { product, _ in product * pool }
    for set in 0..<sets {
      var (rest, members) = (set, [Int]())
      for _ in 0..<draws {
        members.append(rest % pool)
        rest /= pool
      }
      members.sort()
      counts[neighbours <= draws ? members[neighbours - 1] + 1 : 0] += 1
    }
    return counts
  }

  private static func bits(_ number: Int, _ count: Int) -> [Int] { (0..<count).map { number >> $0 & 1 } }

  private static func values(_ payoffs: [Int], _ weights: NeighbourWeights) -> [Double] {
    var (values, taken) = ([Double](repeating: 0, count: payoffs.count), 0.0)
    for rank in payoffs.indices.reversed() {
      values[rank] = Double(payoffs[rank]) * weights.own[rank] - taken
      taken += Double(payoffs[rank]) * weights.taken[rank]
    }
    return values
  }

  /// All ascending sequences of numbers of nearer pool points: every way two sorted lists can be merged.
  private static func layouts(_ points: Int, pool: Int) -> [[Int]] {
    guard points > 0 else { return [[]] }
    return layouts(points - 1, pool: pool).flatMap { layout in ((layout.last ?? 0)...pool).map { layout + [$0] } }
  }
}
