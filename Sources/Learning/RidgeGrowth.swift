import Compute
import Datasets

/// A ridge regression that examples join one by one: the inverse of XᵀX + penalty takes a rank-one update (Sherman and
/// Morrison), and so do the weights and the predictions of the questions.
///
/// Features are measured from the first example, where the inverse is diagonal: its bias alone is determined.
/// A join costs O(d² + questions · (d + outputs)), a refit O(s · d² + d³).
struct RidgeGrowth: GrowingFit {
  static let isOrderFree = false

  private let settings: RidgeRegression
  private let examples: Examples
  private let targets: TargetColumns
  private let questions: Matrix
  private var hasJoined: [Bool]
  private var origin: [Double] = []
  /// Questions measured from the origin, with a one, [questions, inputs].
  private var offsets: [Double] = []
  /// (XᵀX + penalty)⁻¹, [inputs, inputs].
  private var inverse: [Double] = []
  /// [outputs, inputs]
  private var weights: [Double] = []
  /// Predicted targets of the questions, [questions, outputs].
  private(set) var predictions: [Double] = []

  /// Throws ``LearningError/notFinite(row:feature:)`` for a feature that is no number.
  init(_ settings: RidgeRegression, _ examples: Examples, asked questions: Matrix) throws {
    precondition(
      questions.columns == examples.features.columns,
      "questions of \(questions.columns) features about examples of \(examples.features.columns)")
    try examples.requireFiniteFeatures()
    (self.settings, self.examples, self.questions) = (settings, examples, questions)
    targets = TargetColumns(of: examples)
    hasJoined = [Bool](repeating: false, count: examples.count)
  }

  private var inputs: Int { examples.features.columns + 1 }

  mutating func join(_ position: Int) throws {
    precondition(!hasJoined[position], "example \(position) joined twice")
    hasJoined[position] = true
    if origin.isEmpty && inverse.isEmpty { begin(at: position) } else { update(with: position) }
  }

  func outputs() throws -> Outputs {
    precondition(!inverse.isEmpty, "asked before the first example joined")
    return RegressionGoals(examples).outputs(predictions, onlyClass: nil)
  }

  /// The fit of one example: no slope, and its target as the bias.
  private mutating func begin(at position: Int) {
    origin = (0..<inputs - 1).map { Double(examples.features[position, $0]) }
    inverse = [Double](repeating: 0, count: inputs * inputs)
    for input in 0..<inputs { inverse[input * (inputs + 1)] = input < inputs - 1 ? 1 / settings.penalty : 1 }
    weights = [Double](repeating: 0, count: targets.columns * inputs)
    for column in 0..<targets.columns { weights[(column + 1) * inputs - 1] = targets[position, column] }
    offsets = (0..<questions.rows).flatMap { offset(of: questions, $0) }
    predictions = (0..<questions.rows).flatMap { _ in (0..<targets.columns).map { targets[position, $0] } }
  }

  /// A row measured from the origin, with a one.
  private func offset(of matrix: Matrix, _ row: Int) -> [Double] {
    (0..<inputs - 1).map { Double(matrix[row, $0]) - origin[$0] } + [1]
  }

  private mutating func update(with position: Int) {
    let example = offset(of: examples.features, position)
    let gains = Self.products(inverse, example)
    let scale = 1 / (1 + zip(gains, example).reduce(0) { $0 + $1.0 * $1.1 })
    let errors = zip(0..<targets.columns, Self.products(weights, example)).map {
      (targets[position, $0] - $1) * scale
    }
    Self.add(gains.map { -$0 * scale }, gains, to: &inverse)
    Self.add(errors, gains, to: &weights)
    Self.add(Self.products(offsets, gains), errors, to: &predictions)
  }

  /// The product of a matrix, row-major, with a vector.
  private static func products(_ matrix: [Double], _ vector: [Double]) -> [Double] {
    matrix.withUnsafeBufferPointer { elements in
      vector.withUnsafeBufferPointer { values in
        guard let first = elements.baseAddress, let values = values.baseAddress else { return [] }
        return stride(from: 0, to: elements.count, by: vector.count).map {
          LinearAlgebra.dot(first + $0, values, count: vector.count)
        }
      }
    }
  }

  /// matrix += left · rightᵀ
  private static func add(_ left: [Double], _ right: [Double], to matrix: inout [Double]) {
    matrix.withUnsafeMutableBufferPointer { elements in
      right.withUnsafeBufferPointer { right in
        for (row, factor) in left.enumerated() {
          for column in right.indices { elements[row * right.count + column] += factor * right[column] }
        }
      }
    }
  }
}
