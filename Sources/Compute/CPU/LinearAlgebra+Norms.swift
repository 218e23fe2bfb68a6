extension LinearAlgebra {
  /// Squared Euclidean norm of each row, [rows]. O(rows · columns).
  public static func squaredNorms(of matrix: Matrix) -> [Float] {
    let width = matrix.columns
    return matrix.elements.withUnsafeBufferPointer { all in
      (0..<matrix.rows).map { row in
        squaredNorm(UnsafeBufferPointer(rebasing: all[row * width..<(row + 1) * width]))
      }
    }
  }

  /// The sum of squares of some numbers, in an order of its own that depends on their count alone.
  ///
  /// Two vectors of eight partial sums: plain loops over floats are not vectorised, since that would change the order.
  public static func squaredNorm(_ row: UnsafeBufferPointer<Float>) -> Float {
    let bytes = UnsafeRawBufferPointer(row)
    var even = SIMD8<Float>(repeating: 0)
    var odd = SIMD8<Float>(repeating: 0)
    var index = 0
    while index + 16 <= row.count {
      let first = bytes.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
      let second = bytes.loadUnaligned(fromByteOffset: index * 4 + 32, as: SIMD8<Float>.self)
      even += first * first
      odd += second * second
      index += 16
    }
    var sum = (even + odd).sum()
    while index < row.count {
      sum += row[index] * row[index]
      index += 1
    }
    return sum
  }
}
