/// Solves A x = b for a symmetric positive definite A that is known by its products alone.
///
/// Conjugate gradients from x = 0 (Hestenes and Stiefel, Journal of Research of the National Bureau of Standards 49, 1952)
/// in double precision; O(order) memory and one product a step.
public struct ConjugateGradient: Sendable, Hashable {
  /// The share of ‖b‖ that ‖b − A x‖ may keep.
  public let tolerance: Double
  /// Steps after which it gives up.
  public let limit: Int

  public init(tolerance: Double, limit: Int) {
    precondition(tolerance > 0 && limit > 0, "a tolerance of \(tolerance) within \(limit) steps")
    (self.tolerance, self.limit) = (tolerance, limit)
  }

  /// How far a solution came.
  public struct Solution: Sendable, Hashable {
    /// x, [order].
    public let values: [Double]
    public let steps: Int
    /// ‖b − A x‖ / ‖b‖ as the recurrence has it, 0 for b = 0; above the tolerance where the steps were not enough.
    public let residual: Double

    public init(values: [Double], steps: Int, residual: Double) {
      (self.values, self.steps, self.residual) = (values, steps, residual)
    }
  }

  /// `product` gives A v for v, [order]. A direction without curvature ends the search where it is.
  public func solve(_ right: [Double], product: ([Double]) throws -> [Double]) rethrows -> Solution {
    let size = Self.dot(right, right)
    var solution = [Double](repeating: 0, count: right.count)
    guard size > 0 else { return Solution(values: solution, steps: 0, residual: 0) }
    var (residual, direction, square, steps) = (right, right, size, 0)
    while steps < limit, square > tolerance * tolerance * size {
      let image = try product(direction)
      let curvature = Self.dot(direction, image)
      guard curvature > 0 else { break }
      let length = square / curvature
      for index in solution.indices {
        solution[index] += length * direction[index]
        residual[index] -= length * image[index]
      }
      let next = Self.dot(residual, residual)
      for index in direction.indices { direction[index] = residual[index] + next / square * direction[index] }
      (square, steps) = (next, steps + 1)
    }
    return Solution(values: solution, steps: steps, residual: (square / size).squareRoot())
  }

  /// Σ aᵢbᵢ.
  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    a.withUnsafeBufferPointer { left in
      b.withUnsafeBufferPointer { right in
        guard let left = left.baseAddress, let right = right.baseAddress else { return 0 }
        return LinearAlgebra.dot(left, right, count: a.count)
      }
    }
  }
}
