import Compute
import Learning

extension LastLayerTerms {
  /// ‖p_i − e_y‖², [n].
  var squaredErrors: [Double] { LinearAlgebra.squaredNorms(of: residuals).map(Double.init) }

  /// ‖g_i‖² = ‖p_i − e_y‖² (‖h_i‖² + 1), [n].
  var squaredGradientNorms: [Double] {
    zip(squaredErrors, LinearAlgebra.squaredNorms(of: features)).map { $0 * (Double($1) + 1) }
  }

  /// Squared norms above which products of gradients could leave the range of single precision.
  private static let largestSquaredNorm = 1e36

  /// Throws ``ValuationError/unusableGradient(strategy:_:example:)`` for a gradient that is no finite number or too long
  /// for products in single precision. O(n (d + classes)).
  func requireUsableGradients(_ part: ValuationError.Part, for strategy: String) throws(ValuationError) {
    // NaN compares false.
    let example = squaredGradientNorms.firstIndex { !($0 < Self.largestSquaredNorm) }
    if let example { throw .unusableGradient(strategy: strategy, part, example: example) }
  }
}
