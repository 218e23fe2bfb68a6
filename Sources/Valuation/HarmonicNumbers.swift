/// H_n = Σ 1/k and H_n⁽²⁾ = Σ 1/k² for k = 1…n, summed from the smallest term up.
public struct HarmonicNumbers: Sendable, Hashable {
  public let first: Double
  public let second: Double

  /// O(n).
  public init(_ n: Int) {
    precondition(n >= 0, "no harmonic number of \(n)")
    var (first, second) = (0.0, 0.0)
    for k in stride(from: Double(n), to: 0, by: -1) {
      first += 1 / k
      second += 1 / (k * k)
    }
    (self.first, self.second) = (first, second)
  }
}
