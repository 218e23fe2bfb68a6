import Compute

/// The least squares of differences v(S) − v(N ∖ S) on the players' sides, under a fixed sum of the values.
///
/// A pair of complements says of the values φ only Σ_{i∈S} φ_i − Σ_{i∉S} φ_i, since their sum is given. With sides
/// s_i = 1 for members of S and −1 for others, φ minimises Σ_t w_t (D_t − s_tᵀφ)² under Σφ = Δ. Adding a multiple of 11ᵀ
/// to the normal matrix A = Σ_t w_t s_t s_tᵀ changes nothing under the constraint and makes A regular as soon as the pairs
/// determine the values.
struct PairedRegression {
  /// [n]
  let values: [Double]
  /// Delete-one-pair jackknife in closed form, [n]; `nil` where a single pair alone decides something.
  let standardErrors: [Double]?

  /// `nil` where the pairs do not determine the values. O(n³ + T n²) for T pairs.
  ///
  /// Even positions hold coalitions, odd ones their complements; equal weights where none are given.
  static func solved(
    pairs: Evaluations, weights: [Double]? = nil, surplus: Double
  ) throws -> PairedRegression? {
    guard let n = pairs.coalitions.first?.players else { return nil }
    let count = pairs.count / 2
    let sides = (0..<count).flatMap { Self.sides(pairs.coalitions[2 * $0]) }
    let differences = (0..<count).map { pairs.utilities[2 * $0] - pairs.utilities[2 * $0 + 1] }
    let weighted = weights.map { scaled(sides, by: $0, columns: n) } ?? sides
    guard let solver = try Solver.made(of: product(weighted, sides, order: n, rows: count), order: n) else {
      return nil
    }
    let values = solver.solve(product(weighted, differences, order: n, rows: count), sum: surplus)
    guard weights == nil else { return PairedRegression(values: values, standardErrors: nil) }
    let residuals = (0..<count).map { pair in
      differences[pair] - (0..<n).reduce(0) { $0 + sides[pair * n + $1] * values[$1] }
    }
    let errors = DeleteOneJackknife.standardErrors(
      influences: solver.influences(sides, rows: count), design: sides, residuals: residuals)
    return PairedRegression(values: values, standardErrors: errors)
  }

  private static func sides(_ coalition: Coalition) -> [Double] {
    (0..<coalition.players).map { coalition.contains($0) ? 1 : -1 }
  }

  private static func scaled(_ rows: [Double], by weights: [Double], columns: Int) -> [Double] {
    rows.indices.map { rows[$0] * weights[$0 / columns] }
  }

  /// XᵀY for X [rows, order] and Y [rows, columns], [order, columns].
  private static func product(_ x: [Double], _ y: [Double], order: Int, rows: Int) -> [Double] {
    let columns = y.count / rows
    var product = [Double](repeating: 0, count: order * columns)
    LinearAlgebra.gemm(
      m: order, n: columns, k: rows, x, stride: order, transposed: true, y, stride: columns, into: &product,
      stride: columns)
    return product
  }

  /// The normal equations under a fixed sum.
  private struct Solver {
    let factor: CholeskyFactor
    /// A⁻¹1, [n]
    let ones: [Double]

    /// `nil` for pairs that do not determine the values.
    static func made(of normal: [Double], order: Int) throws -> Solver? {
      let mean = (0..<order).reduce(0) { $0 + normal[$1 * order + $1] } / Double(order)
      guard let factor = try CholeskyFactor.regular(normal.map { $0 + mean }, order: order) else { return nil }
      return Solver(factor: factor, ones: factor.solve([Double](repeating: 1, count: order)))
    }

    /// The solution with a given sum.
    func solve(_ right: [Double], sum: Double) -> [Double] {
      let free = factor.solve(right)
      let missing = (sum - free.reduce(0, +)) / ones.reduce(0, +)
      return zip(free, ones).map { $0 + missing * $1 }
    }

    /// For each row of sides, [rows, n], the change of the solution per unit of its difference, [rows, n].
    func influences(_ sides: [Double], rows: Int) -> [Double] {
      let n = factor.order
      var columns = [Double](repeating: 0, count: sides.count)
      for row in 0..<rows { for player in 0..<n { columns[player * rows + row] = sides[row * n + player] } }
      let free = factor.solve(columns, columns: rows)
      let total = ones.reduce(0, +)
      var influences = columns
      for row in 0..<rows {
        let missing = (0..<n).reduce(0) { $0 + free[$1 * rows + row] } / total
        for player in 0..<n { influences[row * n + player] = free[player * rows + row] - missing * ones[player] }
      }
      return influences
    }
  }
}
