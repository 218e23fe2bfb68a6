import Compute
import Evaluation
import Testing
import Valuation
import Vocabulary

@Suite("Errors of estimates")
struct EstimationErrorTests {
  private func metrics(_ values: [Double], errors: [Double]?, truth: [Double]) throws -> Table {
    let valued = ValuedData(
      partition: nil, values: DataValues(values: values, standardErrors: errors, modelFits: 9), method: Tally(),
      direction: .higherIsBetter, truth: DataValues(values: truth))
    let task = EstimationError(Arguments(["truth": .text("exact")]))
    #expect(task.truth == "exact")
    return table("metrics", try task.evaluate(valued, in: run))
  }

  @Test("errors, rank correlation and coverage are those computed by hand")
  func byHand() throws {
    // Differences 1, −2 and 2: their squares sum to 9. The second lies beyond 1.96 standard errors, the third within.
    let found = try metrics([2, 0, 5], errors: [0.6, 1, 1.1], truth: [1, 2, 3])
    // A root and a division, each rounded once.
    #expect(abs(found.reals("rmse")[0] - 3.0.squareRoot()) < 1e-15)
    #expect(found.reals("largest_error") == [2])
    // Sums of squares and a root, each rounded in the last of 53 bits.
    #expect(abs(found.reals("spearman")[0] - 0.5) < 1e-15)
    #expect(abs(found.reals("mean_standard_error")[0] - 0.9) < 1e-15)
    #expect(found.reals("coverage")[0] == 2.0 / 3)
    #expect(found.integers("model_fits") == [9])
  }

  @Test("exact values summed in another order lie within their intervals of no width, others do not")
  func rounding() throws {
    let truth = [0.1 + 0.2, -0.3, 0]
    // The first differs in the last bit alone; the last by more than rounding explains.
    let found = try metrics([0.3, -0.3, 1e-6], errors: [0, 0, 0], truth: truth)
    #expect(found.reals("largest_error")[0] > 0 && found.reals("coverage")[0] == 2.0 / 3)
  }

  @Test("what is not defined is missing: a correlation with equal values, intervals of a method without errors")
  func undefined() throws {
    let found = try metrics([2, 2], errors: nil, truth: [1, 2])
    #expect(found.reals("spearman")[0].isNaN && found.reals("coverage")[0].isNaN)
    #expect(found.reals("mean_standard_error")[0].isNaN && found.reals("largest_error") == [1])
  }
}
