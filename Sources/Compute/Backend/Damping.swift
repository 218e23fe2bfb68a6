/// What is added to the diagonal of a matrix before it is inverted: a share of each entry, then a penalty on all entries
/// but the last, which belongs to the bias.
public struct Damping: Sendable, Hashable {
  /// Relative addition to every entry, which keeps the inverse within single precision.
  public let ridge: Float
  public let penalty: Float

  public init(ridge: Float, penalty: Float) { (self.ridge, self.penalty) = (ridge, penalty) }
}
