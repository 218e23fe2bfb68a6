import Compute
import Glibc

/// How far the expected loss of a private learner can move when one point joins a set: three forms of the same bound.
///
/// The loss lies in [0, 1] (c = 1), so every form is capped at 1.
struct PrivacyBounds: Sendable, Hashable {
  enum Form: String, CaseIterable, Sendable { case printed, linear, sharp }

  let printed: Double
  let linear: Double
  let sharp: Double

  /// The bounds of an (ε, δ) guarantee for sets that differ by one added point.
  ///
  /// Printed: e^ε − 1 + e^ε δ. Linear: e^ε − 1 + δ. Sharp: (e^ε − 1 + 2 δ) / (e^ε + 1), the largest total variation that
  /// the guarantee allows in both directions. A smaller total variation, where it is known, replaces the sharp form.
  init(epsilon: Double, delta: Double = 0, totalVariation: Double = 1) {
    precondition(epsilon >= 0 && 0...1 ~= delta, "a guarantee of (\(epsilon), \(delta))")
    let growth = expm1(epsilon)
    printed = min(1, growth + (1 + growth) * delta)
    linear = min(1, growth + delta)
    sharp = min(1, totalVariation, tanh(epsilon / 2) + 2 * delta / (growth + 2))
  }

  subscript(_ form: Form) -> Double {
    switch form {
    case .printed: printed
    case .linear: linear
    case .sharp: sharp
    }
  }
}

/// The Gaussian mechanism: normal noise σ on a vector that one point moves by at most Δ.
enum GaussianMechanism {
  /// The smallest δ with which noise gives ε: Φ(Δ/2σ − εσ/Δ) − e^ε Φ(−Δ/2σ − εσ/Δ) (Balle and Wang, ICML 2018).
  static func delta(epsilon: Double, shift: Double) -> Double {
    let (half, rest) = (shift / 2, epsilon / shift)
    return NormalDistribution.cumulative(half - rest)
      - exp(epsilon) * NormalDistribution.cumulative(-half - rest)
  }

  /// An ε that goes with δ for a shift of Δ/σ: by bisection, and a simple upper bound for shifts so large that e^ε
  /// would overflow.
  static func epsilon(delta: Double, shift: Double) -> Double {
    let simple = shift * shift / 2 + shift * (2 * log(1 / delta)).squareRoot()
    guard shift < 20, self.delta(epsilon: 0, shift: shift) > delta else { return shift < 20 ? 0 : simple }
    var (low, high) = (0.0, simple)
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if self.delta(epsilon: middle, shift: shift) > delta { low = middle } else { high = middle }
    }
    return high
  }

  /// The exact total variation of two normal distributions a shift of Δ/σ apart.
  static func totalVariation(shift: Double) -> Double { 2 * NormalDistribution.cumulative(shift / 2) - 1 }
}
