public import Compute

/// A linear classifier with softmax probabilities over the labels it has seen; other labels have probability 0.
public struct LogisticModel: Model, Hashable {
  /// [labels.count, d + 1], the bias last.
  public let weights: Matrix
  /// The labels it has seen, ascending.
  public let labels: [Int]
  /// The number of classes of the whole data set.
  public let classes: Int

  init(weights: Matrix, labels: [Int], classes: Int) {
    precondition(weights.rows == labels.count && !labels.isEmpty, "\(weights.rows) rows for \(labels.count) labels")
    (self.weights, self.labels, self.classes) = (weights, labels, classes)
  }

  /// Class probabilities. O(rows · d · classes).
  public func outputs(for features: Matrix) -> Outputs {
    var probabilities = Matrix(rows: features.rows, columns: classes)
    guard features.rows > 0 else { return .probabilities(probabilities) }
    let stride = MemberRows.padded(features.rows)
    var memory = AlignedMemory<Float>(counts: [labels.count * stride])
    let logits = memory.take(labels.count * stride)
    fill(logits, stride: stride, features)
    SoftmaxColumns(elements: logits, classes: labels.count, stride: stride).normalise(features.rows, weights: nil)
    probabilities.elements.withUnsafeMutableBufferPointer { elements in
      for row in 0..<features.rows {
        for (index, label) in labels.enumerated() { elements[row * classes + label] = logits[index * stride + row] }
      }
    }
    return .probabilities(probabilities)
  }

  /// Logits, [labels, stride].
  private func fill(_ logits: UnsafeMutablePointer<Float>, stride: Int, _ features: Matrix) {
    precondition(
      features.columns == weights.columns - 1,
      "a model of \(weights.columns - 1) features was given \(features.columns)")
    for index in labels.indices {
      (logits + index * stride).update(repeating: weights[index, features.columns], count: features.rows)
    }
    weights.elements.withUnsafeBufferPointer { left in
      features.elements.withUnsafeBufferPointer { right in
        guard let left = left.baseAddress, let right = right.baseAddress else { return }
        LinearAlgebra.gemm(
          m: labels.count, n: features.rows, k: features.columns, left, stride: weights.columns, transposed: false,
          right,
          stride: features.columns, transposed: true, beta: 1, into: logits, stride: stride)
      }
    }
  }
}
