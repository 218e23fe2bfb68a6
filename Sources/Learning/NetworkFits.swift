import Compute
import Datasets

/// What a device answered for a block of networks.
struct NetworkFits {
  /// [models, hidden + 1, d + 1]; the last of a model's rows is no unit's.
  private let hidden: [Float]
  /// [models, classes, hidden + 1]
  private let output: [Float]
  /// −1, or the step where a model was found to have diverged, [models].
  private let failures: [Int32]

  init(hidden: [Float] = [], output: [Float] = [], failures: [Int32] = []) {
    (self.hidden, self.output, self.failures) = (hidden, output, failures)
  }

  /// The model of a place. Throws ``LearningError/diverged(epoch:learningRate:)`` where it has.
  func model(_ place: Int, labels: [Int], of population: DeviceNetworkPopulation) throws -> NetworkModel {
    let (settings, examples) = (population.settings, population.examples)
    guard failures[place] < 0 else {
      throw LearningError.diverged(epoch: Int(failures[place]), learningRate: settings.learningRate)
    }
    let (units, inputs) = (settings.hidden, examples.features.columns + 1)
    let first = place * (units + 1) * inputs
    var rows: [Float] = []
    for label in labels {
      let start = (place * examples.classes + label) * (units + 1)
      rows += output[start..<start + units + 1]
    }
    return NetworkModel(
      weights: NetworkWeights(
        hidden: Matrix(rows: units, columns: inputs, Array(hidden[first..<first + units * inputs])),
        output: Matrix(rows: labels.count, columns: units + 1, rows)),
      activation: settings.activation, labels: labels, classes: examples.classes)
  }
}
