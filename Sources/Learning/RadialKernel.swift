import Compute
import Glibc

/// exp(−γ ‖x − z‖²) between the rows of matrices, in double precision.
struct RadialKernel: Sendable {
  /// γ
  let gamma: Double
  /// The number of features.
  let width: Int

  /// Without a γ, one over the number of features.
  init(gamma: Double?, width: Int) {
    (self.gamma, self.width) = (gamma ?? 1 / Double(max(1, width)), width)
  }

  /// The kernel of a row of some rows with others of them or of others, all [rows, width]; each depends on its two rows
  /// alone. O(others · width).
  func values(of row: Int, in rows: [Double], with others: [Double], at positions: some Sequence<Int>) -> [Double] {
    rows.withUnsafeBufferPointer { rows in
      others.withUnsafeBufferPointer { others in
        // Without features there is no memory, and all rows are equal.
        guard let rows = rows.baseAddress, let others = others.baseAddress else { return positions.map { _ in 1 } }
        return positions.map { position in
          exp(-gamma * LinearAlgebra.squaredDistance(rows + row * width, others + position * width, count: width))
        }
      }
    }
  }
}

extension Matrix {
  /// The elements in double precision.
  var doubles: [Double] { elements.map(Double.init) }
}
