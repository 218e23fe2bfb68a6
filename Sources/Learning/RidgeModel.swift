public import Compute

/// Linear scores of the classes, or a linear prediction of real targets.
public struct RidgeModel: Model, Hashable {
  /// [d + 1, outputs], the bias last; for features from which ``origin`` has been subtracted.
  public let weights: [Double]
  /// [d]
  public let origin: [Double]
  private let kind: Kind

  /// What is predicted.
  enum Kind: Hashable {
    /// A score for each of so many classes.
    case classes(Int)
    case reals
  }

  init(weights: [Double], origin: [Double], outputs kind: Kind) {
    (self.weights, self.origin, self.kind) = (weights, origin, kind)
    precondition(weights.count == (origin.count + 1) * outputs, "\(weights.count) weights for \(origin.count) features")
  }

  /// The numbers predicted for a row.
  private var outputs: Int { if case .classes(let count) = kind { count } else { 1 } }

  /// Class scores or real targets. O(rows · d · outputs).
  public func outputs(for features: Matrix) -> Outputs {
    let predictions = predictions(for: features)
    switch kind {
    case .classes(let count):
      return .scores(Matrix(rows: features.rows, columns: count, predictions.map(Float.init)))
    case .reals: return .reals(predictions)
    }
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
