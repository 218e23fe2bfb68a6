import Compute
import Datasets

/// A sum of kernels about the training examples.
struct KernelModel: Model {
  private let kernel: RadialKernel
  /// [count, kernel.width]
  private let rows: [Double]
  private let count: Int
  /// (K + penalty · W⁻¹)⁻¹ Y, [count, goals.width]
  private let coefficients: [Double]
  private let goals: RegressionGoals
  private let onlyClass: Int?

  /// Solves for the coefficients. O(n² · d + n³).
  init(_ training: WeightedExamples, kernel: RadialKernel, penalty: Double, in run: Run) throws {
    let examples = training.examples
    (self.kernel, rows, count) = (kernel, examples.features.doubles, examples.count)
    goals = RegressionGoals(examples)
    onlyClass = Set(examples.labels).count == 1 ? examples.labels[0] : nil
    var gram = [Double](repeating: 0, count: count * count)
    for row in 0..<count {
      try run.checkInterruption()
      let values = kernel.values(of: row, in: rows, with: rows, at: 0...row)
      gram.replaceSubrange(row * count..<row * count + row + 1, with: values)
      gram[row * count + row] += penalty / training.weights[row]
    }
    coefficients = try CholeskyFactor(symmetric: gram, order: count)
      .solve((0..<count).flatMap(goals.row), columns: goals.width)
  }

  func outputs(for features: Matrix) -> Outputs {
    precondition(
      features.columns == kernel.width, "a model of \(kernel.width) features was given \(features.columns)")
    let questions = features.doubles
    let predictions = (0..<features.rows).flatMap { question -> [Double] in
      let values = kernel.values(of: question, in: questions, with: rows, at: 0..<count)
      var sums = [Double](repeating: 0, count: goals.width)
      for (position, value) in values.enumerated() {
        for index in sums.indices { sums[index] += value * coefficients[position * goals.width + index] }
      }
      return sums
    }
    return goals.outputs(predictions, onlyClass: onlyClass)
  }
}
