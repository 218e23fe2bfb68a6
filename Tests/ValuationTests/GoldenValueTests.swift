import Testing
import Valuation
import Vocabulary

@Suite struct GoldenValueTests {
  @Test func `values of a revision stay what they are`() throws {
    let data = RandomData.integers(train: 8, validation: 5, range: 3, seed: 123)
    for type in valuationMethods {
      let arguments = Arguments(["model": .component(testModel), "k": .integer(3), "permutations": .integer(12)])
      let values = try type.init(arguments).values(of: data, in: testRun()).values
      guard let golden = Self.golden[type.card.name] else {
        Issue.record("no golden values of \(type.card.name): \(values[..<3])")
        continue
      }
      #expect(type.card.revision == golden.revision, "a new revision needs new golden values: \(values[..<3])")
      // Kernels of other processors round single-precision products differently.
      #expect(largestDifference(Array(values[..<3]), golden.values) < 1e-5, "\(type.card.name): \(values[..<3])")
    }
  }

  /// The first three values of each method; they may change with its revision alone.
  static let golden: [String: (revision: Int, values: [Double])] = [
    "random": (1, [0.876599200298991, 0.6779557867100577, 0.6308025044711063]),
    "loo": (1, [-0.2, 0, 0]),
    "tmc_shapley": (1, [1.0 / 60, -1.0 / 12, -1.0 / 6]),
    "knn_shapley": (1, [0.05261904761904761, 0.05261904761904762, 0.012619047619047613]),
    "knn_loo": (1, [-2.0 / 15, -1.0 / 15, -2.0 / 15]),
    "chg_shapley": (1, [0.10947921561081102, -0.4919701798459215, 0.0681205112863554]),
    "gradient_shapley": (1, [0.20639827484793902, -0.7174964682329196, 0.08896029897253914]),
    "hardness_shapley": (1, [0.06523178134328958, 0.13886195031647272, 0.11527832034582486]),
  ]
}
