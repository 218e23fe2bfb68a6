import COpenBLAS

/// The lower triangle L of a symmetric positive definite matrix A = LLᵀ, in double precision.
///
/// Rows lie one after the other, row i with i + 1 numbers, so that a bordered matrix appends a row and moves nothing.
public struct CholeskyFactor: Sendable, Hashable {
  /// The number of rows of A.
  public internal(set) var order: Int
  /// L row by row without the zeros above its diagonal, [order · (order + 1) / 2].
  public internal(set) var elements: [Double]

  /// The factor of the matrix of order 0, to which rows are appended.
  public init() { (order, elements) = (0, []) }

  /// Factors a symmetric matrix, [order, order]; only the lower triangle is read. O(order³), LAPACK's `dpotrf`.
  ///
  /// Throws ``ComputeError/notANumber(what:index:)`` for an undefined element and
  /// ``ComputeError/notPositiveDefinite(row:)`` for a matrix that has no factor.
  public init(symmetric matrix: [Double], order: Int) throws(ComputeError) {
    precondition(matrix.count == order * order, "\(matrix.count) elements for order \(order)")
    if let index = matrix.firstIndex(where: { !$0.isFinite }) {
      throw .notANumber(what: "matrix element", index: index)
    }
    self.order = order
    elements = try Self.packed(Self.factored(matrix, order: order), order: order)
  }

  private static func factored(_ matrix: [Double], order: Int) throws(ComputeError) -> [Double] {
    guard order > 0 else { return [] }
    LinearAlgebra.prepare()
    var factor = matrix
    var n = Int32(order)
    var leading = n
    var info: Int32 = 0
    // LAPACK counts by columns: our lower triangle is its upper one.
    dpotrf_("U", &n, &factor, &leading, &info)
    precondition(info >= 0, "dpotrf rejects its argument \(-info)")
    guard info == 0 else { throw .notPositiveDefinite(row: Int(info) - 1) }
    return factor
  }

  private static func packed(_ matrix: [Double], order: Int) -> [Double] {
    var packed: [Double] = []
    packed.reserveCapacity(order * (order + 1) / 2)
    for row in 0..<order { packed.append(contentsOf: matrix[row * order...row * order + row]) }
    return packed
  }

  /// An element of L on or below its diagonal.
  public subscript(row: Int, column: Int) -> Double { elements[Self.start(of: row) + column] }

  /// Where a row begins in ``elements``.
  static func start(of row: Int) -> Int { row * (row + 1) / 2 }
}
