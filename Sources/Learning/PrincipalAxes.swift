import Compute

/// The mean of some rows and orthonormal directions of largest variance about it.
struct PrincipalAxes {
  /// [d]
  let mean: [Double]
  /// Row k is the axis of the k-th largest variance, [count, d]; zeros where there is no variance left.
  let axes: [Double]
  let count: Int

  /// Rows that are widened to double precision at a time.
  private static let blockRows = 256

  /// O(n · d · min(n, d)) products, then the eigenproblem of order min(n, d).
  init(of features: Matrix, count: Int, in run: Run) throws {
    let mean = features.columnMeans
    (self.mean, self.count) = (mean, count)
    let centred = { (rows: Range<Int>) in Self.centre(features, rows, mean) }
    axes =
      features.columns <= features.rows
      ? try Self.fromScatter(features, count, centred, run)
      : try Self.fromGram(features, count, centred(0..<features.rows), run)
  }

  /// Rows minus the mean, [rows.count, d].
  private static func centre(_ features: Matrix, _ rows: Range<Int>, _ mean: [Double]) -> [Double] {
    rows.flatMap { row in mean.indices.map { Double(features[row, $0]) - mean[$0] } }
  }

  /// Eigenvectors of XᵀX, [d, d]: for at least as many rows as columns.
  private static func fromScatter(
    _ features: Matrix, _ count: Int, _ centred: (Range<Int>) -> [Double], _ run: Run
  ) throws -> [Double] {
    let width = features.columns
    var scatter = [Double](repeating: 0, count: width * width)
    for first in stride(from: 0, to: features.rows, by: blockRows) {
      try run.checkInterruption()
      let rows = centred(first..<min(first + blockRows, features.rows))
      LinearAlgebra.gemm(
        m: width, n: width, k: rows.count / width, rows, stride: width, transposed: true, rows, stride: width,
        transposed: false, beta: 1, into: &scatter, stride: width)
    }
    let system = try Eigensystem(symmetric: scatter, order: width)
    return leading(system, count, width) { Array(system.vectors[$0 * width..<($0 + 1) * width]) }
  }

  /// Eigenvectors of XXᵀ, [n, n], brought back by Xᵀu / √λ: for more columns than rows.
  private static func fromGram(_ features: Matrix, _ count: Int, _ centred: [Double], _ run: Run) throws -> [Double] {
    let (rows, width) = (features.rows, features.columns)
    var gram = [Double](repeating: 0, count: rows * rows)
    LinearAlgebra.gemm(
      m: rows, n: rows, k: width, centred, stride: width, transposed: false, centred, stride: width, transposed: true,
      into: &gram, stride: rows)
    try run.checkInterruption()
    let system = try Eigensystem(symmetric: gram, order: rows)
    return leading(system, count, width) { index in
      var axis = [Double](repeating: 0, count: width)
      let scale = 1 / system.values[index].squareRoot()
      for row in 0..<rows {
        let share = system.vectors[index * rows + row] * scale
        for column in 0..<width { axis[column] += share * centred[row * width + column] }
      }
      Eigensystem.orient(&axis[...])
      return axis
    }
  }

  /// The axes of the largest eigenvalues, largest first.
  private static func leading(
    _ system: Eigensystem, _ count: Int, _ width: Int, _ axis: (_ index: Int) -> [Double]
  ) -> [Double] {
    let order = system.values.count
    // Rounding leaves eigenvalues of about ε times the largest where there is no variance.
    let least = (system.values.last ?? 0) * Double(max(order, width)) * Double.ulpOfOne
    return (0..<count).flatMap { rank in
      let index = order - 1 - rank
      return system.values[index] > least ? axis(index) : [Double](repeating: 0, count: width)
    }
  }

  /// (x − mean) · axesᵀ for each row x, [rows, count].
  func coordinates(of features: Matrix, in run: Run) throws -> Matrix {
    precondition(features.columns == mean.count, "axes in \(mean.count) dimensions, features in \(features.columns)")
    let width = mean.count
    var elements = [Float](repeating: 0, count: features.rows * count)
    try fillSlices(of: &elements, size: Self.blockRows * count, threads: run.threads) { block, slice in
      try run.checkInterruption()
      let first = block * Self.blockRows
      let rows = first..<first + slice.count / count
      var product = [Double](repeating: 0, count: slice.count)
      LinearAlgebra.gemm(
        m: rows.count, n: count, k: width, Self.centre(features, rows, mean), stride: width, transposed: false, axes,
        stride: width, transposed: true, into: &product, stride: count)
      for index in slice.indices { slice[index] = Float(product[index]) }
    }
    return Matrix(rows: features.rows, columns: count, elements)
  }
}
