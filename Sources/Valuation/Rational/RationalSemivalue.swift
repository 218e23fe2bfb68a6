public import Compute

/// A semivalue by enumeration of all coalitions in exact arithmetic: nothing is rounded, so equal means equal.
public struct RationalSemivalue: Sendable, Hashable {
  /// p_s by the size of the coalition joined, [n].
  public let coefficients: [Rational]

  /// The weights of n ≥ 1 players; α and β are taken as the exact numbers their doubles are. O(n).
  public init(_ semivalue: Semivalue, players n: Int) {
    precondition(n > 0, "a semivalue needs a player, not \(n)")
    coefficients =
      switch semivalue {
      case .shapley: Self.beta(n, 1, 1)
      case .banzhaf: [Rational](repeating: (0..<n - 1).reduce(1) { power, _ in power / 2 }, count: n)
      case .leaveOneOut: (0..<n).map { $0 == n - 1 ? 1 : 0 }
      case .beta(let alpha, let beta): Self.beta(n, Rational(exactly: alpha), Rational(exactly: beta))
      }
  }

  /// A semivalue of any weights by the size of the coalition joined, [n].
  public init(coefficients: [Rational]) {
    precondition(!coefficients.isEmpty, "a semivalue needs a player")
    self.coefficients = coefficients
  }

  /// p_s = B(s + β, n − 1 − s + α) / B(α, β), by ratios of neighbours.
  private static func beta(_ n: Int, _ alpha: Rational, _ beta: Rational) -> [Rational] {
    var weight = (0..<n - 1).reduce(Rational(1)) { weight, trial in
      weight * (alpha + Rational(trial)) / (alpha + beta + Rational(trial))
    }
    return (0..<n).map { size in
      defer { weight = weight * (Rational(size) + beta) / (Rational(max(0, n - 2 - size)) + alpha) }
      return weight
    }
  }

  /// The values of all players: every coalition is looked at once for each of them. O(n 2ⁿ).
  public func values(of game: RationalGame) -> [Rational] {
    precondition(coefficients.count == game.players, "\(coefficients.count) weights for \(game.players) players")
    let joined = [0] + coefficients
    let left = coefficients + [0]
    let gains = game.table.indices.map { joined[$0.nonzeroBitCount] * game.table[$0] }
    let losses = game.table.indices.map { left[$0.nonzeroBitCount] * game.table[$0] }
    return (0..<game.players).map { player in
      game.table.indices.reduce(0) { $0 + ($1 >> player & 1 == 1 ? gains[$1] : -losses[$1]) }
    }
  }
}
