import COpenBLAS

/// Eigenvalues and orthonormal eigenvectors of a symmetric matrix.
public struct Eigensystem: Sendable, Hashable {
  /// Ascending, [order].
  public let values: [Double]
  /// Row k is the eigenvector of value k, row-major, [order, order]; its entry of largest magnitude is positive.
  public let vectors: [Double]

  /// Decomposes a symmetric matrix, [order, order]; only one triangle is read. O(order³), LAPACK's `dsyevd`.
  public init(symmetric matrix: [Double], order: Int) throws(ComputeError) {
    precondition(matrix.count == order * order && order > 0, "\(matrix.count) elements for order \(order)")
    if let index = matrix.firstIndex(where: { !$0.isFinite }) {
      throw .notANumber(what: "matrix element", index: index)
    }
    (values, vectors) = try Self.decompose(matrix, order: order)
  }

  private static func decompose(
    _ matrix: [Double], order: Int
  ) throws(ComputeError) -> (values: [Double], vectors: [Double]) {
    LinearAlgebra.prepare()
    var (vectors, values) = (matrix, [Double](repeating: 0, count: order))
    // Workspace sizes are dsyevd's documented minima for eigenvectors.
    var n = Int32(order)
    var workCount = Int32(1 + 6 * order + 2 * order * order)
    var integerCount = Int32(3 + 5 * order)
    var work = [Double](repeating: 0, count: Int(workCount))
    var integers = [Int32](repeating: 0, count: Int(integerCount))
    var info: Int32 = 0
    var leading = n
    dsyevd_("V", "U", &n, &vectors, &leading, &values, &work, &workCount, &integers, &integerCount, &info)
    precondition(info >= 0, "dsyevd rejects its argument \(-info)")
    guard info == 0 else { throw .noConvergence(order: order) }
    for row in 0..<order { orient(&vectors[row * order..<(row + 1) * order]) }
    return (values, vectors)
  }

  /// Makes the entry of largest magnitude positive; the first of equals decides.
  public static func orient(_ vector: inout ArraySlice<Double>) {
    let largest = vector.reduce(0.0) { abs($1) > abs($0) ? $1 : $0 }
    if largest < 0 { for index in vector.indices { vector[index] = -vector[index] } }
  }
}
