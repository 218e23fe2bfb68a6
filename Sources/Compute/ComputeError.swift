/// What arithmetic can meet that is nobody's programming mistake.
public enum ComputeError: Error, Hashable, CustomStringConvertible {
  /// An element that must be a number is NaN or, where named so, infinite; its position counts from 0.
  case notANumber(what: String, index: Int)
  /// LAPACK's symmetric eigensolver gave up on a matrix of this order.
  case noConvergence(order: Int)
  /// A symmetric matrix whose leading rows up to this one, counted from 0, are not positive definite.
  case notPositiveDefinite(row: Int)
  /// The search for the nearest point of a polyhedron with so many constraints came to no end.
  case noNearestPoint(constraints: Int)

  public var description: String {
    switch self {
    case .notANumber(let what, let index):
      "\(what) \(index) is not a finite number; features this large or undefined have no distances, so rescale them"
    case .noConvergence(let order):
      "the eigenvalues of a symmetric matrix of order \(order) did not converge; rescale the features"
    case .notPositiveDefinite(let row):
      "a symmetric matrix is not positive definite up to its row \(row); equal or dependent rows need a larger penalty"
    case .noNearestPoint(let constraints):
      "no point that meets all of \(constraints) linear constraints was found nearest to another; rescale the numbers or "
        + "remove constraints that contradict each other"
    }
  }
}
