public import Compute

/// The game of the mean loss in exact arithmetic: v(S) is the mean of S, v(∅) = 0.
public struct RationalLosses: Sendable, Hashable {
  /// [n]
  public let losses: [Rational]

  public init(_ losses: [Rational]) {
    precondition(!losses.isEmpty, "a game of no losses")
    self.losses = losses
  }

  public var game: RationalGame {
    RationalGame(players: losses.count) { mask in
      let members = losses.indices.filter { mask >> $0 & 1 == 1 }
      return members.isEmpty ? 0 : members.reduce(0) { $0 + losses[$1] } / Rational(members.count)
    }
  }

  /// φ_j = (H_n − 1/n)/(n − 1) l_j − (H_n − 1)/(n (n − 1)) Σ l for n ≥ 2, and l for n = 1. O(n).
  public var values: [Rational] {
    guard losses.count > 1 else { return losses }
    let (n, h) = (Rational(losses.count), HarmonicFractions(losses.count).first)
    let shared = (h - 1) / (n * (n - 1)) * losses.reduce(0, +)
    return losses.map { (h - 1 / n) / (n - 1) * $0 - shared }
  }
}
