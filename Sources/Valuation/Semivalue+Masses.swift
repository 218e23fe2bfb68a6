import Glibc

extension Semivalue {
  /// C(n−1, s) p_s for s = 0 … n−1, [n]: how much all coalitions of a size count together. O(n).
  ///
  /// These never underflow where they matter, whatever n: they grow by the ratio of neighbours from the largest of them,
  /// without gamma functions, and are divided by their sum, so that they sum to one within 1e-12 for ten thousand players.
  public func masses(players n: Int) -> [Double] {
    precondition(n > 0, "a semivalue needs a player, not \(n)")
    guard self != .leaveOneOut else { return (0..<n).map { $0 == n - 1 ? 1 : 0 } }
    let ratios = (0..<n - 1).map { ratio(after: $0, players: n) }
    let start = Self.largest(ratios)
    var masses = [Double](repeating: 1, count: n)
    for size in start..<n - 1 { masses[size + 1] = masses[size] * ratios[size] }
    for size in stride(from: start - 1, through: 0, by: -1) { masses[size] = masses[size + 1] / ratios[size] }
    let sum = masses.reduce(0, +)
    return masses.map { $0 / sum }
  }

  /// n C(n−1, s) p_s, [n]: what a marginal contribution counts, by the size joined, where every size is met equally often.
  public func positionWeights(players n: Int) -> [Double] {
    self == .shapley ? [Double](repeating: 1, count: n) : masses(players: n).map { Double(n) * $0 }
  }

  /// The mass of size s + 1 divided by that of size s.
  private func ratio(after size: Int, players n: Int) -> Double {
    let choices = Double(n - 1 - size) / Double(size + 1)
    switch self {
    case .shapley: return 1
    case .banzhaf: return choices
    case .beta(let alpha, let beta): return choices * (Double(size) + beta) / (Double(n - 2 - size) + alpha)
    case .leaveOneOut: preconditionFailure("leave-one-out has a single size")
    }
  }

  /// The size of the largest mass; the smallest of them.
  private static func largest(_ ratios: [Double]) -> Int {
    var (sum, best, place) = (0.0, 0.0, 0)
    for (size, ratio) in ratios.enumerated() {
      sum += log(ratio)
      if sum > best { (best, place) = (sum, size + 1) }
    }
    return place
  }
}

extension ExactSemivalue {
  /// The semivalue whose coalitions of size s count masses[s] together; for the n of an enumeration.
  public init(masses: [Double]) {
    var coalitions = 1.0
    var coefficients: [Double] = []
    for (size, mass) in masses.enumerated() {
      coefficients.append(mass / coalitions)
      coalitions *= Double(masses.count - 1 - size) / Double(size + 1)
    }
    self.init(coefficients: coefficients)
  }
}
