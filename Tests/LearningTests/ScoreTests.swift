import Compute
import Datasets
import Foundation
import Learning
import Testing

/// Scores of outputs written down by hand.
@Suite struct ScoreTests {
  private let examples = Examples(
    features: Matrix(rows: 4, columns: 1, [0, 1, 2, 3]), labels: [0, 0, 0, 1], classes: 3, rows: [0, 1, 2, 3])
  private let outputs = Outputs.probabilities(
    Matrix(rows: 4, columns: 3, [0.5, 0.25, 0.25, 0.2, 0.6, 0.2, 0.4, 0.4, 0.2, 0, 1, 0]))

  @Test func `accuracy counts rows, balanced accuracy classes that are there, and ties go to the lower class`() throws {
    #expect(try Score.accuracy.value(of: outputs, on: examples) == 0.75)
    // Two of three of class 0, one of one of class 1; class 2 is absent.
    #expect(abs(try Score.balancedAccuracy.value(of: outputs, on: examples) - (2.0 / 3 + 1) / 2) < 1e-15)
  }

  @Test func `log loss is the mean log of the labels' probabilities, cut off at 1e-12`() throws {
    let expected = (log(0.5) + log(Double(Float(0.2))) + log(Double(Float(0.4))) + 0) / 4
    #expect(abs(try Score.negativeLogLoss.value(of: outputs, on: examples) - expected) < 1e-15)
    let certain = Outputs.probabilities(Matrix(rows: 1, columns: 2, [0, 1]))
    #expect(abs(try Score.negativeLogLoss.value(of: certain, on: examples.subset([0])) - log(1e-12)) < 1e-12)
  }

  @Test func `confidence is the probability of one example's label`() throws {
    #expect(try Score.confidence(1).value(of: outputs, on: examples) == Double(Float(0.2)))
    #expect(try Score.confidence(3).value(of: outputs, on: examples) == 1)
  }

  @Test func `scores without probabilities know their order only`() throws {
    let scores = Outputs.scores(Matrix(rows: 4, columns: 3, [3, 1, 2, -1, -2, -3, 5, 9, 1, 0, 1, 0]))
    #expect(try Score.accuracy.value(of: scores, on: examples) == 0.75)
    #expect(throws: LearningError.self) { try Score.negativeLogLoss.value(of: scores, on: self.examples) }
    #expect(throws: LearningError.self) { try Score.accuracy.value(of: .reals([1, 2, 3, 4]), on: self.examples) }
  }
}
