import Compute
import Datasets
import Glibc
import Learning

/// Softmax regression that learns from one example at a time, scored on the validation part after every step.
///
/// A step on example j moves the logits of validation example m by −η (⟨x_m, x_j⟩ + 1) (p_j − e_y): with the inner
/// products known, scoring needs no pass over features. Weights and logits are kept in double precision.
struct GradientSteps: Sendable {
  private let train: Examples
  private let validation: Examples
  private let score: Score
  private let learningRate: Double
  private let method: String
  /// ⟨x_m, x_j⟩ of each training and each validation example, [train, validation].
  private let products: Matrix

  /// O(n M d) once; throws where a part is empty or the score looks beyond the validation part.
  init(_ problem: ValuationProblem, score: Score, learningRate: Double, method: String) throws(ValuationError) {
    (train, validation) = (problem.train, problem.validation)
    guard train.count > 0 else { throw .noExamples(.training) }
    guard validation.count > 0 else { throw .noExamples(.validation) }
    if case .confidence(let row) = score, row >= validation.count {
      throw .noValidationExample(row, count: validation.count)
    }
    (self.score, self.learningRate, self.method) = (score, learningRate, method)
    products = LinearAlgebra.multiply(train.features, validation.features, transposeB: true)
  }

  /// What one pass through the training examples in some order gives.
  struct Path: Sendable, Hashable {
    /// V(θ₀), at zero weights.
    let start: Double
    /// V(θₙ)
    let end: Double
    /// The change of V at the step of each example, [n].
    let changes: [Double]
  }

  /// Trains along an order of all examples. O(n (M + d) classes).
  func path(_ order: [Int]) throws -> Path {
    let classes = train.classes
    var weights = [Double](repeating: 0, count: (train.features.columns + 1) * classes)
    var logits = [Double](repeating: 0, count: validation.count * classes)
    let start = try value(logits)
    var (last, changes) = (start, [Double](repeating: 0, count: order.count))
    for example in order {
      let residual = step(example, &weights)
      move(&logits, example, residual)
      guard residual.allSatisfy(\.isFinite), logits.allSatisfy(\.isFinite) else {
        throw ValuationError.notFinite(method: method, example: example)
      }
      let next = try value(logits)
      changes[example] = next - last
      last = next
    }
    return Path(start: start, end: last, changes: changes)
  }

  /// Moves the weights, feature by feature with the bias last, and returns η (p − e_y), [classes].
  private func step(_ example: Int, _ weights: inout [Double]) -> [Double] {
    let (classes, columns) = (train.classes, train.features.columns)
    var logits = Array(weights[columns * classes..<(columns + 1) * classes])
    for column in 0..<columns {
      let feature = Double(train.features[example, column])
      for cls in 0..<classes { logits[cls] += feature * weights[column * classes + cls] }
    }
    var residual = Self.softmax(logits[...])
    residual[train.labels[example]] -= 1
    for cls in 0..<classes { residual[cls] *= learningRate }
    for column in 0...columns {
      let feature = column < columns ? Double(train.features[example, column]) : 1
      for cls in 0..<classes { weights[column * classes + cls] -= feature * residual[cls] }
    }
    return residual
  }

  private func move(_ logits: inout [Double], _ example: Int, _ residual: [Double]) {
    for row in 0..<validation.count {
      let product = Double(products[example, row]) + 1
      for cls in residual.indices { logits[row * residual.count + cls] -= product * residual[cls] }
    }
  }

  private func value(_ logits: [Double]) throws -> Double {
    let classes = train.classes
    let rows = (0..<validation.count).map { logits[$0 * classes..<($0 + 1) * classes] }
    switch score {
    case .accuracy, .balancedAccuracy:
      let scores = Matrix(rows: rows.count, columns: classes, logits.map(Float.init))
      return try score.value(of: .scores(scores), on: validation)
    default:
      let numbers = rows.flatMap { Self.softmax($0).map(Float.init) }
      let probabilities = Matrix(rows: rows.count, columns: classes, numbers)
      return try score.value(of: .probabilities(probabilities), on: validation)
    }
  }

  private static func softmax(_ logits: ArraySlice<Double>) -> [Double] {
    let largest = logits.max() ?? 0
    let powers = logits.map { exp($0 - largest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }
}
