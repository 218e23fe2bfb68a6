import COpenBLAS

/// Dense linear algebra on the processor; the one door to OpenBLAS.
///
/// Each call runs on the calling thread. Parallel loops cut the work into fixed blocks outside, so results do not
/// depend on the number of threads.
public enum LinearAlgebra {
  /// Rows of a product that are computed by one call, whatever the number of threads.
  static let blockRows = 256

  /// OpenBLAS keeps to one thread from the first use on.
  private static let isSingleThreaded: Bool = {
    openblas_set_num_threads(1)
    return openblas_get_num_threads() == 1
  }()

  static func prepare() { precondition(isSingleThreaded, "OpenBLAS insists on \(openblas_get_num_threads()) threads") }

  /// The kernel family OpenBLAS chose for this processor, such as `Haswell`; low bits of products depend on it.
  public static var openBLASCore: String { String(cString: openblas_get_corename()) }

  /// The version of OpenBLAS in use, such as `0.3.21`.
  public static var openBLASVersion: String {
    let words = String(cString: openblas_get_config()).split(separator: " ")
    return words.dropFirst().first.map(String.init) ?? "unknown"
  }

  /// alpha · op(A) · op(B), [m, n], where op transposes if asked. O(m · n · k).
  public static func multiply(
    _ a: Matrix, _ b: Matrix, transposeA: Bool = false, transposeB: Bool = false, alpha: Float = 1, threads: Int = 1
  ) -> Matrix {
    let (m, k) = transposeA ? (a.columns, a.rows) : (a.rows, a.columns)
    let (inner, n) = transposeB ? (b.columns, b.rows) : (b.rows, b.columns)
    precondition(k == inner, "[\(m), \(k)] times [\(inner), \(n)]")
    var product = [Float](repeating: 0, count: m * n)
    guard m > 0, n > 0, k > 0 else { return Matrix(rows: m, columns: n, product) }
    fillSlices(of: &product, size: blockRows * n, threads: threads) { block, rows in
      a.elements.withUnsafeBufferPointer { left in
        b.elements.withUnsafeBufferPointer { right in
          guard let left = left.baseAddress, let right = right.baseAddress, let rows = rows.baseAddress else { return }
          let first = block * blockRows
          gemm(
            m: min(blockRows, m - first), n: n, k: k, alpha: alpha,
            left + (transposeA ? first : first * k), stride: a.columns, transposed: transposeA,
            right, stride: b.columns, transposed: transposeB, into: rows, stride: n)
        }
      }
    }
    return Matrix(rows: m, columns: n, product)
  }

  /// C ← alpha · op(A) · op(B) + beta · C on row-major memory; op(A) is [m, k], op(B) is [k, n], C is [m, n].
  ///
  /// A stride is the distance between rows as stored. No pointer may be out of bounds and C may overlap neither input.
  public static func gemm(
    m: Int, n: Int, k: Int, alpha: Float = 1,
    _ a: UnsafePointer<Float>, stride strideA: Int, transposed transposeA: Bool = false,
    _ b: UnsafePointer<Float>, stride strideB: Int, transposed transposeB: Bool = false,
    beta: Float = 0, into c: UnsafeMutablePointer<Float>, stride strideC: Int
  ) {
    prepare()
    cblas_sgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
      blasint(m), blasint(n), blasint(k), alpha, a, blasint(strideA), b, blasint(strideB), beta, c, blasint(strideC))
  }

  /// The double-precision form of ``gemm(m:n:k:alpha:_:stride:transposed:_:stride:transposed:beta:into:stride:)``.
  public static func gemm(
    m: Int, n: Int, k: Int, alpha: Double = 1,
    _ a: UnsafePointer<Double>, stride strideA: Int, transposed transposeA: Bool = false,
    _ b: UnsafePointer<Double>, stride strideB: Int, transposed transposeB: Bool = false,
    beta: Double = 0, into c: UnsafeMutablePointer<Double>, stride strideC: Int
  ) {
    prepare()
    cblas_dgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
      blasint(m), blasint(n), blasint(k), alpha, a, blasint(strideA), b, blasint(strideB), beta, c, blasint(strideC))
  }
}
