public import Compute

/// Linear scores of the classes.
public struct RidgeModel: Model, Hashable {
  /// [d + 1, outputs], the bias last; for features from which ``origin`` has been subtracted.
  public let weights: [Double]
  /// [d]
  public let origin: [Double]
  /// The number of targets.
  public let outputs: Int

  init(weights: [Double], origin: [Double], outputs: Int) {
    precondition(weights.count == (origin.count + 1) * outputs, "\(weights.count) weights for \(origin.count) features")
    (self.weights, self.origin, self.outputs) = (weights, origin, outputs)
  }

  /// Class scores. O(rows · d · classes).
  public func outputs(for features: Matrix) -> Outputs {
    .scores(Matrix(rows: features.rows, columns: outputs, predictions(for: features).map(Float.init)))
  }

  /// Predicted targets, [rows, outputs], summed in the order of the features.
  func predictions(for features: Matrix) -> [Double] {
    precondition(
      features.columns == origin.count, "a model of \(origin.count) features was given \(features.columns)")
    var predictions: [Double] = []
    predictions.reserveCapacity(features.rows * outputs)
    for row in 0..<features.rows {
      predictions += prediction(features.elements[row * features.columns..<(row + 1) * features.columns])
    }
    return predictions
  }

  private func prediction(_ row: ArraySlice<Float>) -> [Double] {
    var sums = Array(weights[origin.count * outputs..<(origin.count + 1) * outputs])
    for (feature, value) in row.enumerated() {
      let offset = Double(value) - origin[feature]
      for output in 0..<outputs { sums[output] += offset * weights[feature * outputs + output] }
    }
    return sums
  }
}
