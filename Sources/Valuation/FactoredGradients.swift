package import Compute

/// Gradients of a linear last layer, kept as factors x_i = r_i ⊗ (h_i, 1); the array of all x_i is never made.
package struct FactoredGradients: Sendable {
  /// r_i, [n, classes].
  package let residuals: Matrix
  /// h_i, [n, d].
  package let features: Matrix
  /// The rows in play, or `nil` for all.
  package let rows: [Int]?

  package init(residuals: Matrix, features: Matrix, rows: [Int]?) {
    (self.residuals, self.features, self.rows) = (residuals, features, rows)
  }

  /// ‖α‖² and ‖x_j − α‖² of each row in play, where α is their mean; two products of 2 n d classes operations each.
  ///
  /// Products are in single precision within blocks of fixed size; everything summed over rows is in double.
  func aboutMean(threads: Int) -> (squaredMean: Double, squaredDistances: [Double]) {
    let mean = meanGradient(threads: threads)
    let squaredMean = mean.reduce(0) { $0 + $1 * $1 }
    let rounded = mean.map(Float.init)
    var squaredDistances: [Double] = []
    squaredDistances.reserveCapacity(count)
    foldBlocks(blockCount, threads: threads) { block in
      withBlock(block) { residuals, features, count in
        distances(residuals, features, count, to: rounded, squaredMean: squaredMean)
      }
    } into: { _, distances in
      squaredDistances += distances
    }
    return (squaredMean, squaredDistances)
  }

  /// v(N) and the values of the game whose target is the mean.
  package func shapleyValues(threads: Int) -> (fullUtility: Double, values: [Double]) {
    let (squaredMean, squaredDistances) = aboutMean(threads: threads)
    return (squaredMean, CHGValues.aboutMean(squaredDistances: squaredDistances, squaredMean: squaredMean))
  }

  private static let blockRows = 256
  private var count: Int { rows?.count ?? features.rows }
  private var blockCount: Int { (count + Self.blockRows - 1) / Self.blockRows }
  private var classes: Int { residuals.columns }
  private var width: Int { features.columns }

  /// α as [classes, d] followed by its bias part [classes].
  private func meanGradient(threads: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: classes * (width + 1))
    foldBlocks(blockCount, threads: threads) { block in
      withBlock(block) { residuals, features, count in sumOfGradients(residuals, features, count) }
    } into: { _, block in
      for index in sums.indices { sums[index] += Double(block[index]) }
    }
    return sums.map { $0 / Double(count) }
  }

  /// Rᵀ (H, 1) of a block.
  private func sumOfGradients(
    _ residuals: UnsafePointer<Float>, _ features: UnsafePointer<Float>, _ count: Int
  ) -> [Float] {
    var sums = [Float](repeating: 0, count: classes * (width + 1))
    sums.withUnsafeMutableBufferPointer { sums in
      guard let base = sums.baseAddress else { return }
      if width > 0 {
        LinearAlgebra.gemm(
          m: classes, n: width, k: count, residuals, stride: classes, transposed: true,
          features, stride: width, into: base, stride: width)
      }
      for row in 0..<count {
        for label in 0..<classes { base[classes * width + label] += residuals[row * classes + label] }
      }
    }
    return sums
  }

  /// ‖x_j‖² − 2 ⟨x_j, α⟩ + ‖α‖² for the rows of a block, from H Aᵀ.
  private func distances(
    _ residuals: UnsafePointer<Float>, _ features: UnsafePointer<Float>, _ count: Int, to mean: [Float],
    squaredMean: Double
  ) -> [Double] {
    var products = [Float](repeating: 0, count: count * classes)
    if width > 0 {
      products.withUnsafeMutableBufferPointer { products in
        mean.withUnsafeBufferPointer { mean in
          guard let target = products.baseAddress, let right = mean.baseAddress else { return }
          LinearAlgebra.gemm(
            m: count, n: classes, k: width, features, stride: width, transposed: false,
            right, stride: width, transposed: true, into: target, stride: classes)
        }
      }
    }
    return (0..<count).map { row in
      var (inner, size) = (0.0, 0.0)
      for label in 0..<classes {
        let residual = Double(residuals[row * classes + label])
        inner += residual * (Double(products[row * classes + label]) + Double(mean[classes * width + label]))
        size += residual * residual
      }
      let norm = 1 + Self.squaredNorm(UnsafeRawPointer(features + row * width), width)
      return size * norm - 2 * inner + squaredMean
    }
  }

  /// ‖h‖² in double precision, eight numbers at a time.
  private static func squaredNorm(_ row: UnsafeRawPointer, _ width: Int) -> Double {
    var sums = SIMD8<Double>(repeating: 0)
    var index = 0
    while index + 8 <= width {
      let numbers = SIMD8<Double>(row.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self))
      sums += numbers * numbers
      index += 8
    }
    var sum = sums.sum()
    while index < width {
      let number = Double(row.loadUnaligned(fromByteOffset: index * 4, as: Float.self))
      sum += number * number
      index += 1
    }
    return sum
  }

  /// Lends the residuals and features of a block; rows out of line are gathered first.
  private func withBlock<Result>(
    _ block: Int, _ body: (UnsafePointer<Float>, UnsafePointer<Float>, Int) -> Result
  ) -> Result {
    let bounds = block * Self.blockRows..<min(count, (block + 1) * Self.blockRows)
    if let rows {
      let some = Array(rows[bounds])
      return Self.lend(residuals.rows(some), features.rows(some), from: 0) { body($0, $1, some.count) }
    }
    return Self.lend(residuals, features, from: bounds.lowerBound) { body($0, $1, bounds.count) }
  }

  private static func lend<Result>(
    _ residuals: Matrix, _ features: Matrix, from row: Int,
    _ body: (UnsafePointer<Float>, UnsafePointer<Float>) -> Result
  ) -> Result {
    residuals.elements.withUnsafeBufferPointer { left in
      features.elements.withUnsafeBufferPointer { right in
        // A layer without features still has its bias; its pointer is then never read.
        guard let first = left.baseAddress, let second = right.baseAddress ?? left.baseAddress else {
          preconditionFailure("a block of [\(residuals.rows), \(residuals.columns)] residuals")
        }
        return body(first + row * residuals.columns, second + row * features.columns)
      }
    }
  }
}
