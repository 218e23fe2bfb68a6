package import Compute
import Learning

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

  /// Gradients of the losses of all examples.
  init(_ terms: LastLayerTerms) { self.init(residuals: terms.residuals, features: terms.features, rows: nil) }

  /// ‖α‖² and ‖x_j − α‖² of each row in play, where α is their mean; two products of 2 n d classes operations each.
  ///
  /// Products are in single precision within blocks of fixed size; everything summed over rows is in double.
  func aboutMean(threads: Int) -> (squaredMean: Double, squaredDistances: [Double]) {
    let mean = meanGradient(threads: threads)
    let squaredMean = mean.reduce(0) { $0 + $1 * $1 }
    let rounded = mean.map(Float.init)
    let squaredDistances = forEachBlock(threads) { residuals, features, count in
      let products = products(features, count, with: rounded)
      return (0..<count).map { row in
        squaredNorm(row, residuals, features) - 2 * inner(row, residuals, products, bias: rounded) + squaredMean
      }
    }
    return (squaredMean, squaredDistances)
  }

  /// ⟨x_j, A⟩ of each row in play, for A laid out as [classes, d] and then [classes] for the bias. O(n d classes).
  ///
  /// Products are in single precision, and their sums over classes in double.
  package func innerProducts(with target: [Double], threads: Int) -> [Double] {
    precondition(target.count == classes * (width + 1), "\(target.count) numbers for [\(classes), \(width) + 1]")
    let rounded = target.map(Float.init)
    return forEachBlock(threads) { residuals, features, count in
      let products = products(features, count, with: rounded)
      return (0..<count).map { row in inner(row, residuals, products, bias: rounded) }
    }
  }

  /// ‖x_j‖² of each row in play, in double precision. O(n (d + classes)).
  package func squaredNorms(threads: Int) -> [Double] {
    forEachBlock(threads) { residuals, features, count in
      (0..<count).map { row in squaredNorm(row, residuals, features) }
    }
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
  package func meanGradient(threads: Int) -> [Double] {
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

  /// H Aᵀ of a block, [count, classes], without the bias.
  private func products(_ features: UnsafePointer<Float>, _ count: Int, with target: [Float]) -> [Float] {
    var products = [Float](repeating: 0, count: count * classes)
    guard width > 0 else { return products }
    products.withUnsafeMutableBufferPointer { products in
      target.withUnsafeBufferPointer { target in
        guard let into = products.baseAddress, let right = target.baseAddress else { return }
        LinearAlgebra.gemm(
          m: count, n: classes, k: width, features, stride: width, transposed: false,
          right, stride: width, transposed: true, into: into, stride: classes)
      }
    }
    return products
  }

  /// ⟨x_j, A⟩ = ⟨r_j, A (h_j, 1)⟩.
  @inline(__always)
  private func inner(_ row: Int, _ residuals: UnsafePointer<Float>, _ products: [Float], bias target: [Float]) -> Double
  {
    var inner = 0.0
    for label in 0..<classes {
      inner +=
        Double(residuals[row * classes + label])
        * (Double(products[row * classes + label]) + Double(target[classes * width + label]))
    }
    return inner
  }

  /// ‖x_j‖² = ‖r_j‖² (‖h_j‖² + 1).
  @inline(__always)
  private func squaredNorm(
    _ row: Int, _ residuals: UnsafePointer<Float>, _ features: UnsafePointer<Float>
  ) -> Double {
    var size = 0.0
    for label in 0..<classes {
      let residual = Double(residuals[row * classes + label])
      size += residual * residual
    }
    return size * (1 + Self.squaredNorm(UnsafeRawPointer(features + row * width), width))
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

  /// A number for each row in play, block by block.
  private func forEachBlock(
    _ threads: Int, _ body: @Sendable (UnsafePointer<Float>, UnsafePointer<Float>, Int) -> [Double]
  ) -> [Double] {
    var numbers: [Double] = []
    numbers.reserveCapacity(count)
    foldBlocks(blockCount, threads: threads) { block in
      withBlock(block) { residuals, features, count in body(residuals, features, count) }
    } into: { _, block in
      numbers += block
    }
    return numbers
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

extension FactoredGradients {
  /// A layer [classes, d + 1] with the bias in its last column, laid out as the mean gradient is.
  static func biasBehind(_ layer: [Double], classes: Int) -> [Double] {
    let width = layer.count / classes
    let weights = layer.indices.filter { $0 % width < width - 1 }.map { layer[$0] }
    let bias = (0..<classes).map { layer[$0 * width + width - 1] }
    return weights + bias
  }

  /// The inverse of ``biasBehind(_:classes:)``.
  static func biasInRows(_ layer: [Double], classes: Int) -> [Double] {
    let width = layer.count / classes - 1
    return (0..<classes).flatMap { label -> [Double] in
      Array(layer[label * width..<(label + 1) * width]) + [layer[classes * width + label]]
    }
  }
}
