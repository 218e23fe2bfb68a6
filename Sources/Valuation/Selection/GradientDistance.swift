import Compute
import Learning
import Vocabulary

/// How far two gradients are apart.
enum GradientDistance: String, CaseIterable, Sendable {
  case euclidean, squared

  static let parameter = Parameter<GradientDistance>.choice(
    "distance", default: .euclidean,
    help: "Distances of gradients as they are, which bound the error of the gradient, or squared.",
    synonyms: ["metric"])

  /// Between all pairs whose inner products are given, [count, count], symmetric with zeros on the diagonal.
  func matrix(_ products: GradientProducts) -> Matrix {
    var distances = Matrix(rows: products.count, columns: products.count)
    for row in 0..<products.count {
      for column in 0..<row {
        let square = products[row, row] + products[column, column] - 2 * products[row, column]
        distances[row, column] = number(square)
        distances[column, row] = distances[row, column]
      }
    }
    return distances
  }

  /// Between the last-layer gradients of some examples, [positions.count, positions.count], from
  /// ⟨g_i, g_j⟩ = ⟨r_i, r_j⟩ (⟨h_i, h_j⟩ + 1). 2 count² (d + classes) operations.
  func matrix(_ terms: LastLayerTerms, of positions: [Int], threads: Int) -> Matrix {
    let (residuals, features) = (terms.residuals.rows(positions), terms.features.rows(positions))
    var distances = LinearAlgebra.multiply(residuals, residuals, transposeB: true, threads: threads)
    let products = LinearAlgebra.multiply(features, features, transposeB: true, threads: threads)
    let count = positions.count
    func product(_ row: Int, _ column: Int) -> Double {
      Double(distances[row, column]) * (Double(products[row, column]) + 1)
    }
    let squares = (0..<count).map { product($0, $0) }
    for row in 0..<count {
      for column in 0..<row {
        distances[row, column] = number(squares[row] + squares[column] - 2 * product(row, column))
      }
    }
    for row in 0..<count {
      distances[row, row] = 0
      for column in 0..<row { distances[column, row] = distances[row, column] }
    }
    return distances
  }

  /// Rounding may leave a square of equal gradients below 0.
  private func number(_ square: Double) -> Float {
    let square = max(0, square)
    return Float(self == .squared ? square : square.squareRoot())
  }
}
