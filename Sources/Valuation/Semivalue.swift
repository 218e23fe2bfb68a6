/// A value that weighs a player's marginal contributions by the size of the coalition it joins.
///
/// φᵢ = Σ_{S∌i} p_|S| [v(S ∪ i) − v(S)] with Σ_s C(n−1, s) p_s = 1 (Dubey, Neyman and Weber, Mathematics of Operations
/// Research 1981). Every one of them is a mixture: draw t from a distribution, let each other player join with
/// probability t.
public enum Semivalue: Sendable, Hashable {
  /// t uniform on (0, 1).
  case shapley
  /// t = ½.
  case banzhaf
  /// t = 1: only the coalition of all others counts.
  case leaveOneOut
  /// Beta(α, β)-Shapley (Kwon and Zou, AISTATS 2022): t from Beta(β, α), with the arguments swapped.
  case beta(alpha: Double, beta: Double)

  /// The weights p₀ … p₍ₙ₋₁₎ of coalitions by their size, [n]. O(n); exact to rounding for the n of an enumeration.
  public func coefficients(players n: Int) -> [Double] {
    precondition(n > 0, "a semivalue needs a player, not \(n)")
    switch self {
    case .shapley: return Self.betaCoefficients(n, alpha: 1, beta: 1)
    case .banzhaf: return [Double](repeating: Self.power(0.5, n - 1), count: n)
    case .leaveOneOut: return (0..<n).map { $0 == n - 1 ? 1 : 0 }
    case .beta(let alpha, let beta): return Self.betaCoefficients(n, alpha: alpha, beta: beta)
    }
  }

  /// p_s = B(s + β, n − 1 − s + α) / B(α, β) by the ratio of neighbours, which needs no gamma function.
  private static func betaCoefficients(_ n: Int, alpha: Double, beta: Double) -> [Double] {
    var weight = 1.0
    for trial in 0..<n - 1 { weight *= (alpha + Double(trial)) / (alpha + beta + Double(trial)) }
    var weights = [weight]
    for size in 0..<n - 1 {
      weight *= (Double(size) + beta) / (Double(n - 2 - size) + alpha)
      weights.append(weight)
    }
    return weights
  }

  private static func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }
}
