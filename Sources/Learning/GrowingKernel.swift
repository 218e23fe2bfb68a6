import Compute
import Datasets

/// Kernel ridge regression that examples join: the Cholesky factor L of K + penalty · I gets a row, and so do
/// V = L⁻¹ K_SQ, with a column for each question, and Z = L⁻¹ Y. Predictions VᵀZ then grow by one outer product.
///
/// A join costs O(s² + s · m + (s + m) · d) for s examples that joined before and m questions; memory is
/// O(s² + s · m).
struct GrowingKernel: GrowingFit {
  static let isOrderFree = false
  private let kernel: RadialKernel
  private let penalty: Double
  private let examples: Examples
  private let goals: RegressionGoals
  /// [examples, kernel.width]
  private let rows: [Double]
  /// [questions, kernel.width]
  private let questions: [Double]
  private let questionCount: Int
  private var members: [Int] = []
  private var factor = CholeskyFactor()
  /// V, [members, questions]
  private var views: [Double] = []
  /// Z, [members, goals.width]
  private var whitened: [Double] = []
  /// [questions, goals.width]
  private var predictions: [Double]

  init(_ examples: Examples, _ questions: Matrix, kernel: RadialKernel, penalty: Double) {
    (self.kernel, self.penalty, self.examples) = (kernel, penalty, examples)
    (rows, self.questions, questionCount) = (examples.features.doubles, questions.doubles, questions.rows)
    goals = RegressionGoals(examples)
    predictions = [Double](repeating: 0, count: questions.rows * goals.width)
  }

  /// Throws ``ComputeError/notPositiveDefinite(row:)`` where the penalty is lost in rounding beside equal examples.
  mutating func join(_ position: Int) throws {
    let border = kernel.values(of: position, in: rows, with: rows, at: members)
    try factor.append(border, diagonal: 1 + penalty)
    members.append(position)
    let view = whiten(kernel.values(of: position, in: rows, with: questions, at: 0..<questionCount), views)
    let goal = whiten(goals.row(position), whitened)
    views.append(contentsOf: view)
    whitened.append(contentsOf: goal)
    for question in 0..<questionCount {
      for index in goal.indices { predictions[question * goal.count + index] += view[question] * goal[index] }
    }
  }

  /// The new row of L⁻¹B: (b − Σ l_j row_j) / l, with the rows of L⁻¹B so far and the new row l of L.
  private func whiten(_ row: [Double], _ known: [Double]) -> [Double] {
    let (last, width) = (factor.order - 1, row.count)
    var result = row
    result.withUnsafeMutableBufferPointer { result in
      known.withUnsafeBufferPointer { known in
        for member in 0..<last {
          let share = factor[last, member]
          for column in 0..<width { result[column] -= share * known[member * width + column] }
        }
        for column in 0..<width { result[column] /= factor[last, last] }
      }
    }
    return result
  }

  func outputs() -> Outputs {
    let labels = Set(members.map { examples.labels[$0] })
    return goals.outputs(predictions, onlyClass: labels.count == 1 ? labels.first : nil)
  }
}
