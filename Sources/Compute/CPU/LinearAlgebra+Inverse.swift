import COpenBLAS

extension LinearAlgebra {
  /// The upper triangle of C ← Aᵀ · A, [order, order], for A of shape [rows, order]; row-major without gaps.
  ///
  /// What lies below the diagonal of C stays. O(rows · order²).
  public static func gram(
    rows: Int, order: Int, _ a: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>
  ) {
    prepare()
    cblas_ssyrk(
      CblasRowMajor, CblasUpper, CblasTrans, blasint(order), blasint(rows), 1, a, blasint(order), 0, c,
      blasint(order))
  }

  /// Replaces a positive definite matrix, [order, order], by its inverse, both triangles; only the upper one is read.
  ///
  /// Throws ``ComputeError/notPositiveDefinite(row:)`` where rounding or the matrix itself leaves a pivot that is not
  /// positive, and ``ComputeError/notANumber(what:index:)`` for an element that is not finite, which OpenBLAS would not
  /// notice. O(order³), LAPACK's `spotrf` and `spotri`.
  public static func invertPositiveDefinite(
    _ matrix: UnsafeMutablePointer<Float>, order: Int
  ) throws(ComputeError) {
    prepare()
    for row in 0..<order {
      for column in row..<order where !matrix[row * order + column].isFinite {
        throw .notANumber(what: "matrix element", index: row * order + column)
      }
    }
    var (n, leading, info) = (Int32(order), Int32(order), Int32(0))
    // LAPACK stores by columns: our upper triangle is its lower one.
    spotrf_("L", &n, matrix, &leading, &info)
    precondition(info >= 0, "spotrf rejects its argument \(-info)")
    guard info == 0 else { throw .notPositiveDefinite(row: Int(info) - 1) }
    spotri_("L", &n, matrix, &leading, &info)
    guard info == 0 else { throw .notPositiveDefinite(row: Int(info) - 1) }
    for row in 0..<order { for column in 0..<row { matrix[row * order + column] = matrix[column * order + row] } }
  }
}
