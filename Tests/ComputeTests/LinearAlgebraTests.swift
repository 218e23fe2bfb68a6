import Compute
import Testing

private func random(_ rows: Int, _ columns: Int, _ seed: UInt64) -> Matrix {
  let stream = SeedStream(root: seed)
  return Matrix(rows: rows, columns: columns, (0..<rows * columns).map { Float(stream.uniform($0) - 0.5) })
}

private func transposed(_ matrix: Matrix) -> Matrix {
  var result = Matrix(rows: matrix.columns, columns: matrix.rows)
  for row in 0..<matrix.rows { for column in 0..<matrix.columns { result[column, row] = matrix[row, column] } }
  return result
}

/// The definition, in double precision.
private func reference(_ a: Matrix, _ b: Matrix) -> [Double] {
  (0..<a.rows).flatMap { row in
    (0..<b.columns).map { column in
      (0..<a.columns).reduce(0.0) { $0 + Double(a[row, $1]) * Double(b[$1, column]) }
    }
  }
}

@Test("products agree with the definition, with and without transposing, over block borders")
func products() {
  let (a, b) = (random(300, 37, 1), random(37, 21, 2))
  let truth = reference(a, b)
  let products = [
    LinearAlgebra.multiply(a, b), LinearAlgebra.multiply(transposed(a), b, transposeA: true),
    LinearAlgebra.multiply(a, transposed(b), transposeB: true, threads: 2),
    LinearAlgebra.multiply(transposed(a), transposed(b), transposeA: true, transposeB: true, threads: 2),
  ]
  for product in products {
    // 37 terms of at most 1/4 in single precision: 37 · 2⁻²⁴ · 37/4 bounds the error.
    #expect(zip(product.elements, truth).allSatisfy { abs(Double($0) - $1) < 2.1e-5 })
  }
}

@Test("a product's bits do not depend on the number of threads")
func productThreads() {
  let (a, b) = (random(1000, 64, 3), random(64, 33, 4))
  #expect(LinearAlgebra.multiply(a, b, threads: 1) == LinearAlgebra.multiply(a, b, threads: 2))
}

@Test("a product is scaled, and an empty one is empty")
func productEdges() {
  let a = Matrix(rows: 1, columns: 2, [1, 2])
  #expect(LinearAlgebra.multiply(a, a, transposeB: true, alpha: -2).elements == [-10])
  #expect(LinearAlgebra.multiply(Matrix(rows: 0, columns: 2), a, transposeB: true).elements.isEmpty)
  #expect(LinearAlgebra.multiply(Matrix(rows: 2, columns: 0), Matrix(rows: 0, columns: 1)).elements == [0, 0])
}

@Test("squared norms agree with the definition at every width", arguments: [1, 7, 8, 16, 17, 31, 64, 100])
func norms(width: Int) {
  let matrix = random(5, width, 9)
  for (row, norm) in LinearAlgebra.squaredNorms(of: matrix).enumerated() {
    let truth = (0..<width).reduce(0.0) { $0 + Double(matrix[row, $1]) * Double(matrix[row, $1]) }
    // Single precision: a relative 2⁻²⁴ for each of at most 100 terms.
    #expect(abs(Double(norm) - truth) <= truth * 6e-6)
  }
}

@Test("eigenvectors reproduce their matrix, are orthonormal and have a fixed sign")
func eigensystem() throws {
  let order = 12
  let stream = SeedStream(root: 5)
  var matrix = [Double](repeating: 0, count: order * order)
  for row in 0..<order {
    for column in 0...row {
      matrix[row * order + column] = stream.normal(row * order + column)
      matrix[column * order + row] = matrix[row * order + column]
    }
  }
  let system = try Eigensystem(symmetric: matrix, order: order)
  #expect(system.values == system.values.sorted())
  for row in 0..<order {
    let vector = system.vectors[row * order..<(row + 1) * order]
    #expect(vector.max { abs($0) < abs($1) }.map { $0 > 0 } == true)
    for column in 0..<order {
      let product = (0..<order).reduce(0.0) {
        $0 + system.values[$1] * system.vectors[$1 * order + row] * system.vectors[$1 * order + column]
      }
      let inner = (0..<order).reduce(0.0) {
        $0 + system.vectors[row * order + $1] * system.vectors[column * order + $1]
      }
      // Twelve terms of size below ten at double precision.
      #expect(abs(product - matrix[row * order + column]) < 1e-12)
      #expect(abs(inner - (row == column ? 1 : 0)) < 1e-13)
    }
  }
}

@Test("a matrix with an undefined element has no eigenvalues, and the error says where")
func undefinedMatrix() {
  #expect(throws: ComputeError.notANumber(what: "matrix element", index: 2)) {
    try Eigensystem(symmetric: [1, 0, .nan, 1], order: 2)
  }
}

@Test("OpenBLAS names its core and version")
func openBLAS() {
  #expect(!LinearAlgebra.openBLASCore.isEmpty)
  #expect(LinearAlgebra.openBLASVersion.split(separator: ".").count >= 3)
}
