import Compute

/// Inner products of all pairs of some gradients, in double precision.
struct GradientProducts: Sendable, Hashable {
  /// The number of gradients.
  let count: Int
  /// ⟨b_i, b_j⟩ row by row, [count · count].
  let elements: [Double]

  init(count: Int, _ elements: [Double]) {
    precondition(elements.count == count * count, "\(elements.count) products of \(count) gradients")
    (self.count, self.elements) = (count, elements)
  }

  /// The products of the rows of a matrix. 2 rows² columns operations.
  init(ofRows gradients: Matrix, threads: Int) {
    let count = gradients.rows
    var products = [Double](repeating: 0, count: count * count)
    fillSlices(of: &products, size: Self.blockRows * max(1, count), threads: threads) { block, products in
      let rows = block * Self.blockRows..<min(count, (block + 1) * Self.blockRows)
      // A strip of columns at a time, so that the copy in double precision stays small.
      for first in stride(from: 0, to: gradients.columns, by: Self.stripColumns) {
        let columns = first..<min(gradients.columns, first + Self.stripColumns)
        Self.add(Self.strip(gradients, columns), rows, count, width: columns.count, to: products)
      }
    }
    self.init(count: count, products)
  }

  subscript(row: Int, column: Int) -> Double { elements[row * count + column] }

  private static let blockRows = 64
  private static let stripColumns = 1024

  /// Some columns of all rows in double precision.
  private static func strip(_ gradients: Matrix, _ columns: Range<Int>) -> [Double] {
    var strip: [Double] = []
    strip.reserveCapacity(gradients.rows * columns.count)
    for row in 0..<gradients.rows {
      for element in gradients.elements[
        row * gradients.columns + columns.lowerBound..<row * gradients.columns + columns.upperBound]
      {
        strip.append(Double(element))
      }
    }
    return strip
  }

  /// Adds the products of some rows of a strip with all.
  private static func add(
    _ strip: [Double], _ rows: Range<Int>, _ count: Int, width: Int, to products: UnsafeMutableBufferPointer<Double>
  ) {
    strip.withUnsafeBufferPointer { strip in
      guard let strip = strip.baseAddress, let products = products.baseAddress else { return }
      LinearAlgebra.gemm(
        m: rows.count, n: count, k: width, strip + rows.lowerBound * width, stride: width, transposed: false,
        strip, stride: width, transposed: true, beta: 1, into: products, stride: count)
    }
  }
}
