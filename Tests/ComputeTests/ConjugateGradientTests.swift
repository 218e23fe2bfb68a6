import Compute
import Testing

@Test(
  "conjugate gradients solve what Cholesky's factor solves, in at most as many steps as rows", arguments: [1, 2, 7, 30])
func conjugateGradient(order: Int) throws {
  let stream = SeedStream(root: UInt64(order))
  let draws = (0..<order * order).map { stream.normal($0) }
  // BBᵀ + I: eigenvalues of at least 1.
  let matrix = (0..<order * order).map { index in
    let (row, column) = (index / order, index % order)
    return (0..<order).reduce(row == column ? 1.0 : 0) { $0 + draws[row * order + $1] * draws[column * order + $1] }
  }
  let right = (0..<order).map { stream.normal(order * order + $0) }
  var products = 0
  let found = ConjugateGradient(tolerance: 1e-12, limit: 3 * order).solve(right) { vector in
    products += 1
    return (0..<order).map { row in (0..<order).reduce(0) { $0 + matrix[row * order + $1] * vector[$1] } }
  }
  let exact = try CholeskyFactor(symmetric: matrix, order: order).solve(right)
  // The condition is at most some hundred, and so is the factor between residual and error.
  #expect(zip(found.values, exact).allSatisfy { abs($0 - $1) < 1e-9 })
  #expect(found.residual <= 1e-12 && found.steps == products && found.steps <= 2 * order)
}

@Test("conjugate gradients say how far they came, and need no step for nothing")
func conjugateGradientEnds() {
  let short = ConjugateGradient(tolerance: 1e-12, limit: 1).solve([1, 1]) { [$0[0], 100 * $0[1]] }
  #expect(short.steps == 1 && short.residual > 0.1)
  let none = ConjugateGradient(tolerance: 1e-12, limit: 1).solve([0, 0]) { $0 }
  #expect(none.steps == 0 && none.values == [0, 0] && none.residual == 0)
}
