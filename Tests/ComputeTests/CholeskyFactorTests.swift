import Compute
import Testing

/// BBᵀ + I for a matrix B of normal draws, [order, order].
private func definite(_ order: Int, seed: UInt64) -> [Double] {
  let stream = SeedStream(root: seed)
  let draws = (0..<order * order).map { stream.normal($0) }
  return (0..<order * order).map { index in
    let (row, column) = (index / order, index % order)
    return (0..<order).reduce(row == column ? 1 : 0) { $0 + draws[row * order + $1] * draws[column * order + $1] }
  }
}

/// The definition: row i of LLᵀ.
private func product(_ factor: CholeskyFactor) -> [Double] {
  (0..<factor.order * factor.order).map { index in
    let (row, column) = (index / factor.order, index % factor.order)
    return (0...min(row, column)).reduce(0) { $0 + factor[row, $1] * factor[column, $1] }
  }
}

/// The largest difference of two lists.
private func distance(_ first: [Double], _ second: [Double]) -> Double {
  zip(first, second).map { abs($0 - $1) }.max() ?? 0
}

@Test("a Cholesky factor by hand", arguments: [false, true])
func choleskyByHand(isAppended: Bool) throws {
  var factor = CholeskyFactor()
  if isAppended {
    try factor.append([], diagonal: 4)
    try factor.append([2], diagonal: 10)
  } else {
    // The number above the diagonal is never read.
    factor = try CholeskyFactor(symmetric: [4, 77, 2, 10], order: 2)
  }
  #expect(factor.elements == [2, 1, 3])
  #expect(factor.solve([8, 22]) == [1, 2])
  #expect(factor.solve([8, 4, 22, 2], columns: 2) == [1, 1, 2, 0])
}

@Test("a factor reproduces its matrix, however it came about", arguments: [1, 2, 17, 60])
func choleskyProduct(order: Int) throws {
  let matrix = definite(order, seed: 1)
  var grown = CholeskyFactor()
  for row in 0..<order {
    try grown.append(Array(matrix[row * order..<row * order + row]), diagonal: matrix[row * order + row])
  }
  let whole = try CholeskyFactor(symmetric: matrix, order: order)
  // Elements of at most about 200, sums of 60 terms: 60 · 200 · 2⁻⁵³ bounds the error.
  #expect(distance(product(whole), matrix) < 2e-12 && distance(product(grown), matrix) < 2e-12)
}

@Test("solutions solve their equations, one column or many")
func choleskySolutions() throws {
  let (order, columns) = (40, 3)
  let matrix = definite(order, seed: 2)
  let right = (0..<order * columns).map { SeedStream(root: 3).normal($0) }
  let solution = try CholeskyFactor(symmetric: matrix, order: order).solve(right, columns: columns)
  let back = (0..<order * columns).map { index in
    (0..<order).reduce(0.0) { $0 + matrix[index / columns * order + $1] * solution[$1 * columns + index % columns] }
  }
  // The residual of a backward stable solution: 40 terms of elements below 200 and solutions below 3.
  #expect(distance(back, right) < 1e-11)
}

@Test("adding an outer square is the factor of the sum")
func choleskyUpdate() throws {
  let order = 30
  var matrix = definite(order, seed: 4)
  let vector = (0..<order).map { SeedStream(root: 5).normal($0) }
  var factor = try CholeskyFactor(symmetric: matrix, order: order)
  try factor.add(outerSquareOf: vector)
  for index in matrix.indices { matrix[index] += vector[index / order] * vector[index % order] }
  // Thirty rotations of elements below 100 at double precision.
  #expect(distance(product(factor), matrix) < 1e-12)
  #expect(throws: ComputeError.notANumber(what: "vector element", index: 0)) {
    try factor.add(outerSquareOf: [.nan] + vector.dropFirst())
  }
}

@Test("a matrix without a factor is refused, its row is named, and a factor it should border stays as it was")
func indefinite() throws {
  #expect(throws: ComputeError.notPositiveDefinite(row: 1)) {
    try CholeskyFactor(symmetric: [1, 2, 2, 1], order: 2)
  }
  #expect(throws: ComputeError.notANumber(what: "matrix element", index: 3)) {
    try CholeskyFactor(symmetric: [1, 0, 0, .infinity], order: 2)
  }
  var factor = try CholeskyFactor(symmetric: [1], order: 1)
  #expect(throws: ComputeError.notPositiveDefinite(row: 1)) { try factor.append([1], diagonal: 1) }
  #expect(throws: ComputeError.notANumber(what: "matrix element", index: 1)) {
    try factor.append([1], diagonal: .nan)
  }
  #expect(factor.order == 1 && factor.elements == [1])
}
