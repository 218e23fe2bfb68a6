import Compute

/// A network of one hidden layer with softmax probabilities over the labels it has seen; others have probability 0.
struct NetworkModel: Model, Hashable {
  let weights: NetworkWeights
  let activation: Activation
  /// The labels it has seen, ascending.
  let labels: [Int]
  /// The number of classes of the whole data set.
  let classes: Int

  /// Class probabilities. O(rows · hidden · (d + classes)).
  func outputs(for features: Matrix) -> Outputs {
    // Both layers are linear with a bias: the second sees the activations as features of its own.
    let inputs = Self.linear(weights.hidden, features)
    var memory = AlignedMemory<Float>(counts: [MemberRows.padded(inputs.elements.count)])
    let units = memory.take(MemberRows.padded(inputs.elements.count))
    for (index, input) in inputs.elements.enumerated() { units[index] = input }
    activation.apply(to: units, count: MemberRows.padded(inputs.elements.count))
    let activations = Matrix(
      rows: inputs.rows, columns: inputs.columns,
      Array(UnsafeBufferPointer(start: units, count: inputs.elements.count)))
    return LogisticModel(weights: weights.output, labels: labels, classes: classes).outputs(for: activations)
  }

  /// Inputs of the hidden units, [rows, hidden].
  private static func linear(_ weights: Matrix, _ features: Matrix) -> Matrix {
    precondition(
      features.columns == weights.columns - 1,
      "a model of \(weights.columns - 1) features was given \(features.columns)")
    var inputs = Matrix(rows: features.rows, columns: weights.rows)
    guard features.rows > 0 else { return inputs }
    for row in 0..<features.rows {
      for unit in 0..<weights.rows { inputs[row, unit] = weights[unit, features.columns] }
    }
    inputs.elements.withUnsafeMutableBufferPointer { target in
      features.elements.withUnsafeBufferPointer { left in
        weights.elements.withUnsafeBufferPointer { right in
          guard let target = target.baseAddress, let left = left.baseAddress, let right = right.baseAddress else {
            return
          }
          LinearAlgebra.gemm(
            m: features.rows, n: weights.rows, k: features.columns, left, stride: features.columns, transposed: false,
            right, stride: weights.columns, transposed: true, beta: 1, into: target, stride: weights.rows)
        }
      }
    }
    return inputs
  }
}
