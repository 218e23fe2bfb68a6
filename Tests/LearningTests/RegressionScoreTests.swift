import Compute
import Datasets
import Testing

@testable import Learning

private let numbers = Examples(features: Matrix(rows: 4, columns: 1), targets: [1, 2, 3, 6], rows: [0, 1, 2, 3])
private let classed = Examples(features: Matrix(rows: 2, columns: 1), labels: [0, 1], classes: 2, rows: [0, 1])
private let sure = Outputs.probabilities(Matrix(rows: 2, columns: 2, [1, 0, 0, 1]))

@Test("squared errors and R² by hand")
func regressionScores() throws {
  let outputs = Outputs.reals([1, 2, 5, 4])
  // Errors 0, 0, 4, 4; the targets' squares about their mean 3 add up to 4 + 1 + 0 + 9.
  #expect(try Score.negativeSquaredError.value(of: outputs, on: numbers) == -2)
  #expect(try Score.rSquared.value(of: outputs, on: numbers) == 1 - 8.0 / 14)
  #expect(try Score.rSquared.value(of: .reals([3, 3, 3, 3]), on: numbers) == 0)
}

@Test("scores refuse data and outputs of another kind, and what has no meaning")
func misfits() {
  #expect(throws: DatasetError.needsClasses(by: "the score accuracy")) {
    try Score.accuracy.value(of: .reals([1, 2, 3, 4]), on: numbers)
  }
  #expect(throws: DatasetError.needsClasses(by: "the score negative_log_loss")) {
    try Score.negativeLogLoss.value(of: sure, on: numbers)
  }
  for score in [Score.negativeSquaredError, .rSquared] {
    #expect(throws: LearningError.self) { try score.value(of: sure, on: classed) }
    #expect(throws: LearningError.self) { try score.value(of: sure, on: numbers.subset([0, 1])) }
    #expect(throws: LearningError.self) { try score.value(of: .reals([]), on: numbers.subset([])) }
  }
  #expect(throws: LearningError.self) { try Score.rSquared.value(of: .reals([1]), on: numbers.subset([0])) }
}

@Test("softmax regression refuses real targets")
func softmaxOnTargets() {
  #expect(throws: DatasetError.needsClasses(by: "softmax_regression")) {
    try softmax().fit(numbers, weights: nil, in: run)
  }
}

@Test("outputs, targets and scores that are no finite numbers are errors, never scores")
func noScores() {
  let wild = Outputs.probabilities(Matrix(rows: 2, columns: 2, [.nan, .nan, 0, 1]))
  for score in [Score.accuracy, .balancedAccuracy, .negativeLogLoss, .confidence(1)] {
    #expect(throws: LearningError.noScore(score.name)) { try score.value(of: wild, on: classed) }
  }
  let huge = Examples(features: numbers.features, targets: [1e300, -1e300, 0, 1], rows: numbers.rows)
  for score in [Score.negativeSquaredError, .rSquared] {
    #expect(throws: LearningError.noScore(score.name)) {
      try score.value(of: .reals([0, 1, .infinity, 2]), on: numbers)
    }
    #expect(throws: LearningError.noScore(score.name)) { try score.value(of: .reals([0, 0, 0, 0]), on: huge) }
  }
  // The spread is infinite, and errors of nothing beside it would look like a perfect fit.
  #expect(throws: LearningError.noScore("r_squared")) {
    try Score.rSquared.value(of: .reals([1e300, -1e300, 0, 1]), on: huge)
  }
}
