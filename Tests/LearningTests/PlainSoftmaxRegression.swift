import Compute
import Datasets
import Glibc

@testable import Learning

/// Softmax regression in plain loops over doubles: what the fast path must agree with.
struct PlainSoftmaxRegression {
  let settings: SoftmaxRegression
  let examples: Examples
  var weights: [Float]?
  /// [classes][d + 1], the bias last.
  var parameters: [[Double]]

  init(_ settings: SoftmaxRegression, _ examples: Examples, weights: [Float]? = nil) {
    (self.settings, self.examples, self.weights) = (settings, examples, weights)
    parameters = Array(
      repeating: Array(repeating: 0, count: examples.features.columns + 1), count: examples.classes)
  }

  func input(_ row: Int) -> [Double] {
    (0..<examples.features.columns).map { Double(examples.features[row, $0]) } + [1]
  }

  func probabilities(_ row: Int) -> [Double] {
    let logits = parameters.map { zip($0, input(row)).reduce(0) { $0 + $1.0 * $1.1 } }
    let exponentials = logits.map { exp($0 - (logits.max() ?? 0)) }
    return exponentials.map { $0 / exponentials.reduce(0, +) }
  }

  /// Mean over `rows` of the weighted gradients, plus that of the norm.
  func gradient(_ rows: [Int]) -> [[Double]] {
    let width = examples.features.columns
    var gradient = parameters.map { $0.enumerated().map { $0.offset < width ? settings.l2 * $0.element : 0 } }
    for row in rows {
      let (input, probabilities) = (input(row), probabilities(row))
      for cls in 0..<examples.classes {
        let residual = probabilities[cls] - (examples.labels[row] == cls ? 1 : 0)
        for feature in 0...width {
          gradient[cls][feature] += Double(weights?[row] ?? 1) * residual * input[feature] / Double(rows.count)
        }
      }
    }
    return gradient
  }

  /// (1/n) Σ wᵢ CEᵢ + (l2/2) ‖W‖²
  var objective: Double {
    let norm = parameters.reduce(0.0) { $0 + $1.dropLast().reduce(0) { $0 + $1 * $1 } }
    let losses = (0..<examples.count).map { -Double(weights?[$0] ?? 1) * log(probabilities($0)[examples.labels[$0]]) }
    return losses.reduce(0, +) / Double(examples.count) + settings.l2 / 2 * norm
  }

  mutating func fit(_ seeds: SeedStream) {
    let size = settings.batchSize.examples(of: examples.count)
    var velocity = parameters.map { $0.map { _ in 0.0 } }
    for epoch in 0..<settings.epochs {
      let stream = EpochOrder.stream(of: epoch, in: seeds.branch("epoch"))
      let order = size < examples.count ? stream.permutation(examples.count) : Array(0..<examples.count)
      for first in stride(from: 0, to: order.count, by: size) {
        let gradient = gradient(Array(order[first..<min(first + size, order.count)]))
        for cls in parameters.indices {
          for feature in parameters[cls].indices {
            velocity[cls][feature] = settings.momentum * velocity[cls][feature] + gradient[cls][feature]
            parameters[cls][feature] -= settings.learningRate * velocity[cls][feature]
          }
        }
      }
    }
  }
}
