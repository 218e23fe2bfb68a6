public import Compute
public import Valuation

/// A few points with gradients, and what each counts for: the game of mean gradients in fractions.
public struct WorkedGradients: Sendable, Hashable {
  /// The loss of each point, [n]; `nil` where the method looks at gradients alone.
  public let losses: [Rational]?
  /// [n, d]
  public let gradients: [[Rational]]

  /// x_i = ℓ_i g_i with losses, g_i without.
  public init(losses: [Rational]?, gradients: [[Rational]]) {
    precondition(
      !gradients.isEmpty && Set(gradients.map(\.count)).count == 1, "gradients of different lengths, or none")
    precondition(losses.map { $0.count == gradients.count } ?? true, "a loss for each gradient")
    (self.losses, self.gradients) = (losses, gradients)
  }

  /// x_i, [n, d]
  public var vectors: [[Rational]] {
    gradients.indices.map { point in gradients[point].map { $0 * (losses?[point] ?? 1) } }
  }

  /// The game of these vectors about their mean.
  public var form: RationalGradients { RationalGradients(vectors: vectors) }

  /// α, the mean of the vectors.
  public var mean: [Rational] { form.target }

  /// ‖x_i − α‖², [n]
  public var squaredDistances: [Rational] {
    let mean = mean
    return vectors.map { vector in zip(vector, mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
  }

  /// ‖α‖²
  public var squaredMean: Rational { mean.reduce(0) { $0 + $1 * $1 } }
}
