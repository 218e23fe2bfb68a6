public import Compute

/// A linear classifier with softmax probabilities.
public struct SoftmaxModel: Model, Hashable {
  /// [classes, d + 1], the bias last.
  public let weights: Matrix

  /// Takes weights [classes, d + 1], the bias last.
  public init(weights: Matrix) {
    precondition(
      weights.rows > 0 && weights.columns > 0, "no classifier has weights [\(weights.rows), \(weights.columns)]")
    self.weights = weights
  }

  /// Class probabilities.
  public func outputs(for features: Matrix) -> Outputs {
    var probabilities = Matrix(rows: features.rows, columns: weights.rows)
    let layer = SoftmaxLayer(weights)
    layer.forEachRow(of: features) { slot, row in
      layer.normalise(slot)
      for cls in 0..<layer.classes { probabilities[row, cls] = layer.output(slot, cls) }
    }
    return .probabilities(probabilities)
  }
}

extension SoftmaxLayer {
  /// Calls `body` with each row and the slot of the outputs that holds its logits.
  borrowing func forEachRow(of features: Matrix, _ body: (_ slot: Int, _ row: Int) -> Void) {
    precondition(features.columns == inputs, "a model of \(inputs) features was given \(features.columns)")
    features.elements.withUnsafeBufferPointer { elements in
      for first in stride(from: 0, to: features.rows, by: Self.blockRows) {
        let rows = min(Self.blockRows, features.rows - first)
        for slot in 0..<rows { load(slot, fromRow: first + slot, of: elements) }
        forward(pad(rows))
        for slot in 0..<rows { body(slot, first + slot) }
      }
    }
  }
}
