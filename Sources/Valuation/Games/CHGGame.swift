/// The gain in loss promised by one step along a coalition's mean gradient (Cai, "CHG Shapley", arXiv:2406.11730, 2024).
///
/// v(S) = ‖α‖² − ‖x̄_S − α‖² with v(∅) = 0; α is the mean of all gradients in the published algorithms, and may be
/// any other target here, such as a validation gradient.
public struct CHGGame: ClosedFormGame, Hashable {
  /// x_i, [n, d].
  public let vectors: [[Double]]
  /// α, [d].
  public let target: [Double]

  public init(vectors: [[Double]], target: [Double]) {
    precondition(vectors.allSatisfy { $0.count == target.count }, "vectors and target differ in dimension")
    (self.vectors, self.target) = (vectors, target)
  }

  /// The game whose target is the mean of its vectors.
  public init(vectors: [[Double]]) {
    self.init(vectors: vectors, target: Self.mean(vectors[...], dimension: vectors.first?.count ?? 0))
  }

  public var players: Int { vectors.count }

  public func utility(of coalition: Coalition) -> Double {
    guard coalition.count > 0 else { return 0 }
    let mean = Self.mean(coalition.members.map { vectors[$0] }[...], dimension: target.count)
    return zip(mean, target).reduce(0) { $0 + $1.1 * $1.1 - ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  private static func mean(_ vectors: ArraySlice<[Double]>, dimension: Int) -> [Double] {
    (0..<dimension).map { axis in vectors.reduce(0) { $0 + $1[axis] } / Double(vectors.count) }
  }
}
