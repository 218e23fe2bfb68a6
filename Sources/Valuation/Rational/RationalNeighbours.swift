public import Compute

/// The K-nearest-neighbour game of one validation point in exact arithmetic; player i has rank i + 1.
public struct RationalNeighbours: Sendable, Hashable {
  /// v_i, what a rank adds where it votes: 1 for a matching label, 0 for another. [N]
  public let payoffs: [Rational]
  /// K
  public let neighbours: Int

  public init(payoffs: [Rational], neighbours: Int) {
    precondition(neighbours > 0, "a neighbourhood needs a neighbour, not \(neighbours)")
    (self.payoffs, self.neighbours) = (payoffs, neighbours)
  }

  public var players: Int { payoffs.count }

  /// v(S) = (1/K) Σ pay-offs of the min(K, |S|) nearest members, v(∅) = 0.
  public var game: RationalGame {
    RationalGame(players: players) { mask in
      let voters = payoffs.indices.lazy.filter { mask >> $0 & 1 == 1 }.prefix(neighbours)
      return voters.reduce(0) { $0 + payoffs[$1] } / Rational(neighbours)
    }
  }

  /// φ_i = v_i / max(i, K) − Σ_{l > max(i, K)} v_l / (l (l − 1)), for every N and K. O(N).
  public var shapleyValues: [Rational] {
    var tail = Rational(0)
    var values = payoffs
    for rank in stride(from: players, through: 1, by: -1) {
      values[rank - 1] = payoffs[rank - 1] / Rational(max(rank, neighbours)) - tail
      if rank > neighbours { tail += payoffs[rank - 1] / Rational(rank * (rank - 1)) }
    }
    return values
  }

  /// φ_i = (v_i − v_{K+1}) / K for i ≤ K and 0 beyond, with v_{K+1} = 0 where there is no such rank. O(N).
  public var leaveOneOutValues: [Rational] {
    let next = players > neighbours ? payoffs[neighbours] : 0
    return payoffs.indices.map { $0 < neighbours ? (payoffs[$0] - next) / Rational(neighbours) : 0 }
  }

  /// Any semivalue by rank: A_i is the chance that fewer than K of the i − 1 nearer points are present. O(N K).
  public func values(_ semivalue: Semivalue) -> [Rational] {
    let chances = (1..<players + 1).map { rank in
      let weights = RationalSemivalue(semivalue, players: rank).coefficients
      var (choices, chance) = (Rational(1), Rational(0))
      for present in 0..<min(neighbours, rank) {
        chance += choices * weights[present]
        choices = choices * Rational(rank - 1 - present) / Rational(present + 1)
      }
      return chance
    }
    return payoffs.indices.map { player in
      let taken = (player + 1..<players).reduce(Rational(0)) { $0 + payoffs[$1] * (chances[$1 - 1] - chances[$1]) }
      return (payoffs[player] * chances[player] - taken) / Rational(neighbours)
    }
  }
}

extension RationalNeighbours {
  /// The recursion as printed (Jia et al., CVPR 2021, equations 4 and 5): from the farthest, v_N / N. O(N).
  public var printedShapleyValues: [Rational] {
    guard let last = payoffs.last else { return [] }
    var values = payoffs
    values[players - 1] = last / Rational(players)
    for rank in stride(from: players - 1, through: 1, by: -1) {
      let share = Rational(min(neighbours, rank), over: neighbours * rank)
      values[rank - 1] = values[rank] + (payoffs[rank - 1] - payoffs[rank]) * share
    }
    return values
  }

  /// Lemma 1 as printed (Jia et al., CVPR 2021); `nil` where the rank K + 1 it names does not exist. O(N).
  public var printedLeaveOneOutValues: [Rational]? {
    players > neighbours ? leaveOneOutValues : nil
  }
}
