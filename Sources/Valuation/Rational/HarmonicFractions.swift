import Compute

/// H_n = Σ 1/k and H_n⁽²⁾ = Σ 1/k² for k = 1…n as fractions.
struct HarmonicFractions {
  let first: Rational
  let second: Rational
  /// 2 H_n − 2 H_n⁽²⁾ − 1 + 1/n, which weighs pairs of other players.
  let pairWeight: Rational

  init(_ n: Int) {
    first = (1...n).reduce(0) { $0 + Rational(1, over: $1) }
    second = (1...n).reduce(0) { $0 + Rational(1, over: $1 * $1) }
    pairWeight = 2 * first - 2 * second - 1 + Rational(1, over: n)
  }
}
