import Compute
import Datasets

/// What a device answered for a block of logistic regressions.
struct LogisticFits {
  /// [models, classes, d + 1]
  private let weights: [Float]
  /// −1, or the row where a model's Hessian has no positive pivot, [models].
  private let failures: [Int32]

  init(weights: [Float] = [], failures: [Int32] = []) { (self.weights, self.failures) = (weights, failures) }

  /// A model that sees features as they are. Throws ``LearningError`` where its features are out of range.
  func model(_ place: Int, labels: [Int], of population: DeviceLogisticPopulation) throws -> LogisticModel {
    guard failures[place] < 0 else {
      throw LearningError.noPreconditioner(.notPositiveDefinite(row: Int(failures[place])))
    }
    let (origin, classes) = (population.origin, population.examples.classes)
    let inputs = origin.count + 1
    var matrix = Matrix(rows: labels.count, columns: inputs)
    for (row, label) in labels.enumerated() {
      let start = (place * classes + label) * inputs
      var bias = Double(weights[start + inputs - 1])
      for feature in origin.indices {
        matrix[row, feature] = weights[start + feature]
        bias -= Double(weights[start + feature]) * Double(origin[feature])
      }
      matrix[row, inputs - 1] = Float(bias)
    }
    guard matrix.elements.allSatisfy(\.isFinite) else { throw LearningError.noLogisticWeights }
    return LogisticModel(weights: matrix, labels: labels, classes: classes)
  }
}
