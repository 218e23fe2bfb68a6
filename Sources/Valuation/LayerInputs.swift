package import Compute

/// Inputs of a linear layer with a 1 for its bias, in double precision: rows (h_i, 1).
package struct LayerInputs: Sendable {
  /// Row-major, [count, width].
  let elements: [Double]
  package let count: Int
  /// d + 1
  package let width: Int

  /// Features [n, d]. O(n d).
  package init(_ features: Matrix) {
    (count, width) = (features.rows, features.columns + 1)
    var elements: [Double] = []
    elements.reserveCapacity(count * width)
    for row in 0..<features.rows {
      for column in 0..<features.columns { elements.append(Double(features[row, column])) }
      elements.append(1)
    }
    self.elements = elements
  }

  /// Rows of one block, whatever the number of threads.
  private static let blockRows = 256

  /// How many blocks of rows there are.
  var blocks: Int { (count + Self.blockRows - 1) / Self.blockRows }

  /// The rows of a block.
  func rows(ofBlock index: Int) -> Range<Int> {
    index * Self.blockRows..<min(count, (index + 1) * Self.blockRows)
  }

  /// H θᵀ of some rows, [rows.count, outputs], for θ of shape [outputs, width]. O(rows · outputs · width).
  func outputs(_ weights: [Double], of rows: Range<Int>) -> [Double] {
    let outputs = weights.count / width
    var products = [Double](repeating: 0, count: rows.count * outputs)
    products.withUnsafeMutableBufferPointer { products in
      weights.withUnsafeBufferPointer { weights in
        elements.withUnsafeBufferPointer { elements in
          guard let left = elements.baseAddress, let right = weights.baseAddress, let into = products.baseAddress else {
            return
          }
          LinearAlgebra.gemm(
            m: rows.count, n: outputs, k: width, left + rows.lowerBound * width, stride: width, transposed: false,
            right, stride: width, transposed: true, into: into, stride: outputs)
        }
      }
    }
    return products
  }

  /// Bᵀ H of some rows, [outputs, width], for B of shape [rows.count, outputs]. O(rows · outputs · width).
  func sums(_ factors: [Double], of rows: Range<Int>) -> [Double] {
    let outputs = factors.count / rows.count
    var sums = [Double](repeating: 0, count: outputs * width)
    sums.withUnsafeMutableBufferPointer { sums in
      factors.withUnsafeBufferPointer { factors in
        elements.withUnsafeBufferPointer { elements in
          guard let left = factors.baseAddress, let right = elements.baseAddress, let into = sums.baseAddress else {
            return
          }
          LinearAlgebra.gemm(
            m: outputs, n: width, k: rows.count, left, stride: outputs, transposed: true,
            right + rows.lowerBound * width, stride: width, into: into, stride: width)
        }
      }
    }
    return sums
  }
}
