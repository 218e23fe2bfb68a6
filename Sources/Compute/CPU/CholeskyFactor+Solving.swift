extension CholeskyFactor {
  /// A⁻¹B for a matrix B, [order, columns], row-major. O(order² · columns).
  public func solve(_ right: [Double], columns: Int = 1) -> [Double] {
    solveUpper(solveLower(right, columns: columns), columns: columns)
  }

  /// L⁻¹B for a matrix B, [order, columns], row-major. O(order² · columns).
  public func solveLower(_ right: [Double], columns: Int = 1) -> [Double] {
    precondition(right.count == order * columns, "\(right.count) elements for [\(order), \(columns)]")
    // Sums of a row's products in vectors: many columns are vectors already.
    if columns == 1 { return solveLowerVector(right) }
    var solution = right
    solution.withUnsafeMutableBufferPointer { rows in
      elements.withUnsafeBufferPointer { factor in
        for row in 0..<order {
          let start = Self.start(of: row)
          for known in 0..<row { Self.subtract(factor[start + known], known, from: row, rows, columns) }
          Self.divide(row, by: factor[start + row], rows, columns)
        }
      }
    }
    return solution
  }

  /// L⁻ᵀB for a matrix B, [order, columns], row-major. O(order² · columns).
  public func solveUpper(_ right: [Double], columns: Int = 1) -> [Double] {
    precondition(right.count == order * columns, "\(right.count) elements for [\(order), \(columns)]")
    var solution = right
    solution.withUnsafeMutableBufferPointer { rows in
      elements.withUnsafeBufferPointer { factor in
        for row in stride(from: order - 1, through: 0, by: -1) {
          let start = Self.start(of: row)
          Self.divide(row, by: factor[start + row], rows, columns)
          for open in 0..<row { Self.subtract(factor[start + open], row, from: open, rows, columns) }
        }
      }
    }
    return solution
  }

  /// L⁻¹b for a vector b, [order].
  private func solveLowerVector(_ right: [Double]) -> [Double] {
    var solution = right
    solution.withUnsafeMutableBufferPointer { solution in
      elements.withUnsafeBufferPointer { factor in
        guard let known = solution.baseAddress, let factor = factor.baseAddress else { return }
        for row in 0..<order {
          let start = factor + Self.start(of: row)
          known[row] = (known[row] - LinearAlgebra.dot(start, known, count: row)) / start[row]
        }
      }
    }
    return solution
  }

  /// rows[target] −= factor · rows[source].
  @inline(__always)
  private static func subtract(
    _ factor: Double, _ source: Int, from target: Int, _ rows: UnsafeMutableBufferPointer<Double>, _ columns: Int
  ) {
    for column in 0..<columns { rows[target * columns + column] -= factor * rows[source * columns + column] }
  }

  @inline(__always)
  private static func divide(
    _ row: Int, by divisor: Double, _ rows: UnsafeMutableBufferPointer<Double>, _ columns: Int
  ) {
    for column in row * columns..<(row + 1) * columns { rows[column] /= divisor }
  }
}
