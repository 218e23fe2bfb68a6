public import Compute

/// KNN-Shapley values of one validation point when only the K* nearest ranks are looked at.
///
/// Numbers are fractions or doubles, so that one text serves proofs by enumeration and large random cases.
public enum TruncatedNeighbours {
  /// What becomes of the ranks that are not looked at.
  public enum Rule: String, Sendable, Hashable, CaseIterable {
    /// Values from rank K* on are 0, and the recursion starts there (Jia et al., PVLDB 2019).
    case published
    /// Only the sum over ranks beyond K* is left out.
    case cutTail = "cut tail"
    /// That sum is put at its mean under the share of matching labels, which needs no sorting.
    case expectedTail = "expected tail"
  }

  /// K* = max(K, ⌈1/ε⌉).
  public static func rank(neighbours: Int, tolerance: Double) -> Int {
    precondition(tolerance > 0, "a tolerance of \(tolerance)")
    // The nearest double to 1/n, inverted, may lie a hair above n.
    return max(neighbours, Int((1 / tolerance - 1e-9).rounded(.up)))
  }

  /// The values of all ranks; those beyond K* are 0. With K* ≥ N they are exact. O(N).
  public static func values<Number: FieldElement>(
    _ payoffs: [Number], neighbours: Int, rank: Int, by rule: Rule
  ) -> [Number] {
    let count = payoffs.count
    precondition(rank >= neighbours && neighbours > 0, "K* = \(rank) below K = \(neighbours)")
    var tail = Number.zero
    if rank < count, rule == .expectedTail {
      let share = payoffs.reduce(.zero, +) / Number(count)
      tail = share * (Number(1) / Number(rank) - Number(1) / Number(count))
    }
    var values = [Number](repeating: .zero, count: count)
    for place in stride(from: min(rank, count), through: 1, by: -1) {
      let payoff = payoffs[place - 1]
      values[place - 1] = payoff / Number(max(place, neighbours)) - tail
      if place > neighbours { tail = tail + payoff / Number(place * (place - 1)) }
    }
    guard rule == .published, rank <= count else { return values }
    let start = values[rank - 1]
    return values.indices.map { $0 < rank ? values[$0] - start : .zero }
  }

  /// The most that a value of a rank up to K* can be off, for pay-offs in [0, 1].
  public static func bound(_ rule: Rule, rank: Int, players: Int) -> Rational {
    guard rank <= players else { return 0 }
    let cut = Rational(1, over: rank) - Rational(1, over: players)
    return rule == .published ? Rational(1, over: rank) : cut
  }
}

/// Numbers that can be added, multiplied and divided, and made from whole ones.
public protocol FieldElement: AdditiveArithmetic, Comparable, Sendable {
  init(_ whole: Int)
  static func * (left: Self, right: Self) -> Self
  static func / (left: Self, right: Self) -> Self
}

extension Double: FieldElement {}

extension Rational: FieldElement {
  public init(_ whole: Int) { self.init(whole, over: 1) }
}
