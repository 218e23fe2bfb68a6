package import Compute

/// The Hessian of a softmax layer's mean cross-entropy plus (damping/2)‖θ‖², with respect to θ = (W, b) as
/// [classes, d + 1].
///
/// H = (1/n) Σ (diag pᵢ − pᵢpᵢᵀ) ⊗ (hᵢ, 1)(hᵢ, 1)ᵀ + damping · I, in double precision. It depends on the labels through
/// nothing, and on θ through the probabilities alone.
package struct SoftmaxCurvature: Sendable {
  package let inputs: LayerInputs
  /// pᵢ, [n, classes].
  package let probabilities: [Double]
  package let damping: Double
  private let classes: Int

  package init(inputs: LayerInputs, probabilities: [Double], damping: Double) {
    precondition(
      probabilities.count % inputs.count == 0, "\(probabilities.count) probabilities of \(inputs.count) rows")
    (self.inputs, self.probabilities, self.damping) = (inputs, probabilities, damping)
    classes = probabilities.count / inputs.count
  }

  /// The number of parameters, classes · (d + 1).
  package var order: Int { classes * inputs.width }

  /// H v for v of shape [classes, d + 1]; two products of 2 n d classes operations each, O(n classes) memory.
  package func times(_ vector: [Double], threads: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: order)
    foldBlocks(inputs.blocks, threads: threads) { block in
      let rows = inputs.rows(ofBlock: block)
      return inputs.sums(centred(inputs.outputs(vector, of: rows), rows), of: rows)
    } into: { _, block in
      for index in sums.indices { sums[index] += block[index] }
    }
    let count = Double(inputs.count)
    return sums.indices.map { sums[$0] / count + damping * vector[$0] }
  }

  /// (diag p − ppᵀ) a of each row.
  private func centred(_ outputs: [Double], _ rows: Range<Int>) -> [Double] {
    var centred = outputs
    for row in rows {
      let (first, slot) = (row * classes, (row - rows.lowerBound) * classes)
      var mean = 0.0
      for label in 0..<classes { mean += probabilities[first + label] * outputs[slot + label] }
      for label in 0..<classes {
        centred[slot + label] = probabilities[first + label] * (outputs[slot + label] - mean)
      }
    }
    return centred
  }

  /// H written out, [order, order]. O(n order²) operations, O(order²) memory.
  package func matrix(threads: Int) -> [Double] {
    let blocks = mapBlocks(classes, threads: threads) { row in (0...row).map { self.block(row, $0) } }
    var matrix = [Double](repeating: 0, count: order * order)
    for (row, others) in blocks.enumerated() {
      for (column, block) in others.enumerated() { place(block, row, column, &matrix) }
    }
    for index in 0..<order { matrix[index * order + index] += damping }
    return matrix
  }

  /// (1/n) Σ pᵢ_row (δ − pᵢ_column) (hᵢ, 1)(hᵢ, 1)ᵀ, [d + 1, d + 1].
  private func block(_ row: Int, _ column: Int) -> [Double] {
    let width = inputs.width
    var sum = [Double](repeating: 0, count: width * width)
    for block in 0..<inputs.blocks {
      let rows = inputs.rows(ofBlock: block)
      var scaled = [Double](repeating: 0, count: rows.count * width)
      for (slot, example) in rows.enumerated() {
        let other = (row == column ? 1 : 0) - probabilities[example * classes + column]
        let weight = probabilities[example * classes + row] * other / Double(inputs.count)
        for index in 0..<width { scaled[slot * width + index] = weight * inputs.elements[example * width + index] }
      }
      let part = inputs.sums(scaled, of: rows)
      for index in sum.indices { sum[index] += part[index] }
    }
    return sum
  }

  /// Puts a block and its mirror image where they belong.
  private func place(_ block: [Double], _ row: Int, _ column: Int, _ matrix: inout [Double]) {
    let width = inputs.width
    for i in 0..<width {
      for j in 0..<width {
        matrix[(row * width + i) * order + column * width + j] = block[i * width + j]
        matrix[(column * width + j) * order + row * width + i] = block[i * width + j]
      }
    }
  }

  /// The largest eigenvalue from below, by power iteration from normal draws until it moves by less than a
  /// millionth in a step. One product a step, a thousand at most.
  package func largestEigenvalue(_ draws: SeedStream, threads: Int) -> Double {
    var vector = (0..<order).map { draws.normal($0) }
    var value = 0.0
    for _ in 0..<1000 {
      let size = vector.norm
      guard size > 0 else { return value }
      vector = vector.map { $0 / size }
      let image = times(vector, threads: threads)
      let next = zip(vector, image).reduce(0) { $0 + $1.0 * $1.1 }
      defer { vector = image }
      if abs(next - value) < 1e-6 * next { return next }
      value = next
    }
    return value
  }
}
