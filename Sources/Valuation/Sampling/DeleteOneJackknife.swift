/// Standard errors of least squares by leaving out one row after the other, without solving again.
///
/// Without row t the solution is β − g_t r_t / (1 − h_t), with g_t the change of the solution per unit of the row's
/// response, r_t its residual and h_t = x_tᵀg_t its leverage (Miller, Biometrika 1974).
enum DeleteOneJackknife {
  /// A leverage nearer to 1 than this leaves no information on a row's error.
  private static let leastFreedom = 1e-9

  /// √((T − 1)/T Σ_t (δ_t − δ̄)²) with δ_t the change without row t, [columns].
  ///
  /// `influences` and `design` are [T, columns]; `nil` where a row alone decides something. O(T · columns).
  static func standardErrors(influences: [Double], design: [Double], residuals: [Double]) -> [Double]? {
    let count = residuals.count
    guard count > 1 else { return nil }
    let columns = design.count / count
    var changes = influences
    for row in 0..<count {
      let elements = row * columns..<(row + 1) * columns
      let freedom = 1 - elements.reduce(0) { $0 + influences[$1] * design[$1] }
      guard freedom > leastFreedom else { return nil }
      for index in elements { changes[index] *= residuals[row] / freedom }
    }
    return (0..<columns).map { column in
      let mean = (0..<count).reduce(0) { $0 + changes[$1 * columns + column] } / Double(count)
      let squares = (0..<count).reduce(0) { sum, row in
        let difference = changes[row * columns + column] - mean
        return sum + difference * difference
      }
      return (squares * Double(count - 1) / Double(count)).squareRoot()
    }
  }
}
