import Compute

extension CholeskyFactor {
  /// Squared pivots differ by less than this ratio in matrices that are regular not only by rounding.
  private static let leastPivot = 1e-10

  /// The factor of normal equations; `nil` where they do not determine their solution. O(order³).
  static func regular(_ matrix: [Double], order: Int) throws -> CholeskyFactor? {
    guard let factor = try positive(matrix, order: order) else { return nil }
    let pivots = (0..<order).map { factor[$0, $0] * factor[$0, $0] }
    let (least, largest) = pivots.reduce((Double.infinity, 0)) { (min($0.0, $1), max($0.1, $1)) }
    return least > leastPivot * largest ? factor : nil
  }

  private static func positive(_ matrix: [Double], order: Int) throws -> CholeskyFactor? {
    do {
      return try CholeskyFactor(symmetric: matrix, order: order)
    } catch ComputeError.notPositiveDefinite {
      return nil
    }
  }
}
