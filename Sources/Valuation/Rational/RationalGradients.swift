public import Compute

/// The game of mean gradients in exact arithmetic: v(S) = ‖α‖² − ‖x̄_S − α‖², v(∅) = 0.
public struct RationalGradients: Sendable, Hashable {
  /// x_i, [n, d].
  public let vectors: [[Rational]]
  /// α, [d].
  public let target: [Rational]

  /// α is the mean of the vectors unless another target is given.
  public init(vectors: [[Rational]], target: [Rational]? = nil) {
    precondition(!vectors.isEmpty && Set(vectors.map(\.count)).count == 1, "vectors of different dimension, or none")
    self.vectors = vectors
    self.target = target ?? Self.sum(vectors).map { $0 / Rational(vectors.count) }
  }

  public var players: Int { vectors.count }

  public var game: RationalGame {
    RationalGame(players: players) { mask in
      let members = vectors.indices.filter { mask >> $0 & 1 == 1 }.map { vectors[$0] }
      guard !members.isEmpty else { return 0 }
      let mean = Self.sum(members).map { $0 / Rational(members.count) }
      return Self.dot(target, target) - Self.squaredDistance(mean, target)
    }
  }

  /// The compact form, for a target that is the mean: φ_j = ‖α‖²/n − A_n (‖x_j − α‖² − mean). O(n d).
  public var valuesAboutMean: [Rational] {
    let n = Rational(players)
    precondition(Self.sum(vectors) == target.map { $0 * n }, "the target is not the mean of the vectors")
    let distances = vectors.map { Self.squaredDistance($0, target) }
    let (mean, weight) = (distances.reduce(0, +) / n, Self.distanceWeight(players))
    return distances.map { Self.dot(target, target) / n - weight * ($0 - mean) }
  }

  /// A_n, by which the distance to the mean is paid: 0, 3/4, 3/8, 8/27, …
  public static func distanceWeight(_ players: Int) -> Rational {
    guard players > 1 else { return 0 }
    let (n, sums) = (Rational(players), HarmonicFractions(players))
    let pairs = players > 2 ? sums.pairWeight / (n - 2) : 0
    return (sums.second - 1 / n - pairs) / (n - 1)
  }

  /// The form for any target and any n ≥ 1, with y = x − α and brackets that vanish for one and for two players.
  public var values: [Rational] {
    let (n, sums) = (Rational(players), HarmonicFractions(players))
    let centred = vectors.map { zip($0, target).map { $0 - $1 } }
    let sum = Self.sum(centred)
    let squares = centred.map { Self.dot($0, $0) }
    return centred.indices.map { player in
      let (own, others) = (squares[player], squares.reduce(0, +) - squares[player])
      let across = Self.dot(sum, centred[player]) - own
      let sumOfOthers = Self.dot(sum, sum) - 2 * across - own
      var value = Self.dot(target, target) / n - sums.second / n * own
      if players > 1 {
        value += ((sums.second - 1 / n) * others - 2 * (sums.first - sums.second) * across) / (n * (n - 1))
      }
      if players > 2 { value += sums.pairWeight * (sumOfOthers - others) / (n * (n - 1) * (n - 2)) }
      return value
    }
  }

  static func sum(_ vectors: [[Rational]]) -> [Rational] {
    vectors.dropFirst().reduce(vectors[0]) { zip($0, $1).map { $0 + $1 } }
  }

  static func dot(_ left: [Rational], _ right: [Rational]) -> Rational {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func squaredDistance(_ left: [Rational], _ right: [Rational]) -> Rational {
    zip(left, right).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }
}

extension RationalGradients {
  /// Theorem 1 as printed (Cai, arXiv:2406.11730, 2024), six terms; `nil` for one or two players, where it divides by 0.
  public var printedValues: [Rational]? {
    guard players > 2 else { return nil }
    let (n, sums) = (Rational(players), HarmonicFractions(players))
    let (h, h2, c) = (sums.first, sums.second, sums.pairWeight)
    let (one, two, three) = (n, n * (n - 1), n * (n - 1) * (n - 2))
    let sum = Self.sum(vectors)
    let squares = vectors.map { Self.dot($0, $0) }
    let shared =
      c / three * Self.dot(sum, sum)
      + ((h2 - 1 / n) / two - c / three) * squares.reduce(0, +)
      - 2 * (h - 1) / two * Self.dot(sum, target)
    let own = (2 * h - 3 * h2 + 1 / n) / two - h2 / one + 2 * c / three
    let across = -2 * (h - h2 - 1 / n + 1 / (n * n)) / ((n - 1) * (n - 2))
    return vectors.indices.map { player in
      shared + own * squares[player] + across * Self.dot(sum, vectors[player])
        + 2 * (h - 1 / n) / (n - 1) * Self.dot(vectors[player], target)
    }
  }
}
