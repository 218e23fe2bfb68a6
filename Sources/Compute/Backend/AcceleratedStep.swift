/// One step of accelerated descent: x' ← x − η d from the point x, then beyond it along the move from the iterate before.
///
/// The length η is the inverse of the curvature between the last two points, measured against the preconditioner, at least
/// the model's safe length and never longer than the step before. A model whose move points uphill forgets its momentum
/// (O'Donoghue and Candès 2015).
public struct AcceleratedStep: Sendable, Hashable {
  /// There is no curvature to measure yet: the length stays.
  public let isFirst: Bool

  public init(isFirst: Bool) { self.isFirst = isFirst }

  /// FISTA's t after a step.
  static func momentum<Number: BinaryFloatingPoint>(after momentum: Number) -> Number {
    (1 + (1 + 4 * momentum * momentum).squareRoot()) / 2
  }
}
