import Compute
import Datasets
import Glibc

@testable import Learning

/// A network of one hidden layer in plain loops over doubles: what the fast path must agree with.
struct PlainNeuralNetwork {
  let settings: NeuralNetwork
  let examples: Examples
  let weights: [Double]
  /// Labels present, ascending.
  let labels: [Int]
  /// [hidden][d + 1], the bias last.
  var hidden: [[Double]]
  /// [labels][hidden + 1], the bias last.
  var output: [[Double]]

  init(_ settings: NeuralNetwork, _ examples: Examples, weights: [Double]? = nil, seeds: SeedStream) {
    (self.settings, self.examples) = (settings, examples)
    let weights = weights ?? [Double](repeating: 1, count: examples.count)
    self.weights = weights
    labels = Set(examples.labels.indices.filter { weights[$0] > 0 }.map { examples.labels[$0] }).sorted()
    let initial = NetworkWeights(
      settings, inputs: examples.features.columns, classes: examples.classes,
      stream: seeds.branch("initial weights"))
    hidden = (0..<settings.hidden).map { row in
      (0...examples.features.columns).map { Double(initial.hidden[row, $0]) }
    }
    output = labels.map { row in (0...settings.hidden).map { Double(initial.output[row, $0]) } }
  }

  func input(_ row: Int) -> [Double] {
    (0..<examples.features.columns).map { Double(examples.features[row, $0]) } + [1]
  }

  private static func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
    matrix.map { zip($0, vector).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  func activations(_ row: Int) -> [Double] {
    Self.product(hidden, input(row)).map { settings.activation == .relu ? max(0, $0) : tanh($0) } + [1]
  }

  func probabilities(_ row: Int) -> [Double] {
    let logits = Self.product(output, activations(row))
    let exponentials = logits.map { exp($0 - (logits.max() ?? 0)) }
    return exponentials.map { $0 / exponentials.reduce(0, +) }
  }

  /// Σ wᵢ CEᵢ / Σ wᵢ + (l2/2) ‖W‖²
  var objective: Double {
    let losses = examples.labels.indices.filter { weights[$0] > 0 }.map { row in
      -weights[row] * log(probabilities(row)[labels.firstIndex(of: examples.labels[row]) ?? 0])
    }
    let norm =
      (hidden + output).joined().reduce(0) { $0 + $1 * $1 }
      - (hidden + output).reduce(0) { $0 + ($1.last ?? 0) * ($1.last ?? 0) }
    return losses.reduce(0, +) / weights.reduce(0, +) + settings.l2 / 2 * norm
  }

  func gradients() -> (hidden: [[Double]], output: [[Double]]) {
    func decay(_ matrix: [[Double]]) -> [[Double]] {
      matrix.map { row in row.dropLast().map { $0 * settings.l2 } + [0] }
    }
    var (first, second) = (decay(hidden), decay(output))
    let total = weights.reduce(0, +)
    for row in examples.labels.indices where weights[row] > 0 {
      let (input, activations) = (input(row), activations(row))
      let residuals = zip(labels, probabilities(row)).map {
        weights[row] / total * ($1 - ($0 == examples.labels[row] ? 1 : 0))
      }
      for cls in labels.indices {
        for unit in activations.indices { second[cls][unit] += residuals[cls] * activations[unit] }
      }
      for unit in hidden.indices {
        let slope =
          settings.activation == .relu ? (activations[unit] > 0 ? 1 : 0) : 1 - activations[unit] * activations[unit]
        let delta = slope * labels.indices.reduce(0) { $0 + residuals[$1] * output[$1][unit] }
        for feature in input.indices { first[unit][feature] += delta * input[feature] }
      }
    }
    return (first, second)
  }

  mutating func fit() {
    var velocity = (hidden: hidden.map { $0.map { _ in 0.0 } }, output: output.map { $0.map { _ in 0.0 } })
    for _ in 0..<settings.steps {
      let gradients = gradients()
      move(&hidden, &velocity.hidden, gradients.hidden)
      move(&output, &velocity.output, gradients.output)
    }
  }

  private func move(_ values: inout [[Double]], _ velocity: inout [[Double]], _ gradient: [[Double]]) {
    for row in values.indices {
      for column in values[row].indices {
        velocity[row][column] = settings.momentum * velocity[row][column] + gradient[row][column]
        values[row][column] -= settings.learningRate * velocity[row][column]
      }
    }
  }
}
