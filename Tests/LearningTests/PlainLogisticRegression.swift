import Compute
import Datasets
import Glibc

@testable import Learning

/// Logistic regression in plain loops over doubles, by Newton's method on all parameters at once: what the fast path
/// must come close to.
struct PlainLogisticRegression {
  let penalty: Double
  let examples: Examples
  /// d + 1
  let inputs: Int
  let weights: [Double]
  /// Labels present, ascending.
  let labels: [Int]
  /// [labels · (d + 1)], the bias last.
  var parameters: [Double]

  init(penalty: Double, _ examples: Examples, weights: [Double]? = nil) {
    (self.penalty, self.examples) = (penalty, examples)
    let weights = weights ?? [Double](repeating: 1, count: examples.count)
    (self.weights, inputs) = (weights, examples.features.columns + 1)
    labels = Set(examples.labels.indices.filter { weights[$0] > 0 }.map { examples.labels[$0] }).sorted()
    parameters = [Double](repeating: 0, count: labels.count * inputs)
  }

  func input(_ row: Int) -> [Double] {
    (0..<inputs - 1).map { Double(examples.features[row, $0]) } + [1]
  }

  func probabilities(_ input: [Double]) -> [Double] {
    let logits = labels.indices.map { cls in
      input.indices.reduce(0) { $0 + parameters[cls * inputs + $1] * input[$1] }
    }
    let exponentials = logits.map { exp($0 - (logits.max() ?? 0)) }
    return exponentials.map { $0 / exponentials.reduce(0, +) }
  }

  /// Σ wᵢ CEᵢ + (penalty/2) ‖W‖²
  var objective: Double {
    let losses = examples.labels.indices.filter { weights[$0] > 0 }.map { row in
      let place = labels.firstIndex(of: examples.labels[row]) ?? 0
      return -weights[row] * log(probabilities(input(row))[place])
    }
    let norm = parameters.indices.reduce(0) { $0 + ($1 % inputs < inputs - 1 ? parameters[$1] * parameters[$1] : 0) }
    return losses.reduce(0, +) + penalty / 2 * norm
  }

  var gradient: [Double] {
    var gradient = parameters.indices.map { $0 % inputs < inputs - 1 ? penalty * parameters[$0] : 0 }
    for row in examples.labels.indices where weights[row] > 0 {
      let (input, probabilities) = (input(row), probabilities(input(row)))
      for cls in labels.indices {
        let residual = probabilities[cls] - (labels[cls] == examples.labels[row] ? 1 : 0)
        for feature in input.indices { gradient[cls * inputs + feature] += weights[row] * residual * input[feature] }
      }
    }
    return gradient
  }

  private var hessian: [[Double]] {
    var hessian = parameters.indices.map { row in
      // Biases that move together change nothing: a little weight on them makes the solution unique.
      parameters.indices.map { $0 == row ? (row % inputs < inputs - 1 ? penalty : 1e-9) : 0 }
    }
    for row in examples.labels.indices where weights[row] > 0 {
      let (input, probabilities) = (input(row), probabilities(input(row)))
      for one in parameters.indices {
        for other in parameters.indices {
          let (p, q) = (probabilities[one / inputs], probabilities[other / inputs])
          let curvature = (one / inputs == other / inputs ? p : 0) - p * q
          hessian[one][other] += weights[row] * curvature * input[one % inputs] * input[other % inputs]
        }
      }
    }
    return hessian
  }

  /// Newton's steps, halved until the objective falls.
  mutating func fit() {
    for _ in 0..<50 where gradient.contains(where: { abs($0) > 1e-9 }) {
      let (old, before) = (objective, parameters)
      let direction = solved(hessian, gradient)
      var length = 1.0
      repeat {
        parameters = zip(before, direction).map { $0 - length * $1 }
        length /= 2
      } while objective > old && length > 1e-12
    }
  }
}

/// The solution of a system of linear equations, by elimination with row exchanges.
func solved(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
  var rows = zip(matrix, right).map { $0 + [$1] }
  for pivot in rows.indices {
    let best = (pivot..<rows.count).max { abs(rows[$0][pivot]) < abs(rows[$1][pivot]) } ?? pivot
    rows.swapAt(pivot, best)
    for row in rows.indices where row != pivot {
      let factor = rows[row][pivot] / rows[pivot][pivot]
      for column in pivot...rows.count { rows[row][column] -= factor * rows[pivot][column] }
    }
  }
  return rows.indices.map { rows[$0][rows.count] / rows[$0][$0] }
}
