/// Sums and products of gradients that are kept as factors, in double precision; the array of all gradients is never made.
///
/// A layer is laid out as weights [classes, d] and then biases [classes], in one row of numbers.
public protocol FactorArithmetic: Sendable {
  /// sum ← Σ x_i over the rows in play, [classes · (d + 1)]. O(count · classes · d).
  func sumFactors(_ factors: GradientFactors, into sum: Doubles)
  /// products[j] ← ⟨x_j, A⟩ of each row in play, [count], for a layer A. O(count · classes · d).
  func contractFactors(_ factors: GradientFactors, with layer: Doubles, into products: Doubles)
  /// norms[j] ← ‖x_j‖² of each row in play, [count]. O(count · (classes + d)).
  func squareFactors(_ factors: GradientFactors, into norms: Doubles)
}
