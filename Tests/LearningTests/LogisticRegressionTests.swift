import Compute
import Datasets
import Glibc
import Testing
import Vocabulary

@testable import Learning

func logistic(_ values: [String: Value] = [:]) -> LogisticRegression { LogisticRegression(Arguments(values)) }

private func fitted(
  _ learner: LogisticRegression, _ examples: Examples, weights: [Float]? = nil
) throws -> LogisticModel {
  try #require(try learner.fit(examples, weights: weights, in: run) as? LogisticModel)
}

/// Largest difference of two sets of probabilities of the examples.
private func distance(_ model: LogisticModel, _ plain: PlainLogisticRegression) throws -> Double {
  let probabilities = try model.probabilities(of: plain.examples.features)
  let differences = plain.examples.labels.indices.flatMap { row in
    zip(plain.labels, plain.probabilities(plain.input(row))).map { abs(Double(probabilities[row, $0]) - $1) }
  }
  return differences.max() ?? .infinity
}

@Test(
  "many steps of logistic regression reach the minimum that Newton's method finds",
  arguments: [(60, 3, 2, 1.0), (50, 4, 3, 0.01), (70, 7, 5, 10), (9, 1, 4, 1)])
func minimum(count: Int, features: Int, classes: Int, penalty: Double) throws {
  let examples = clouds(count, features: features, classes: classes)
  for weights in [nil, (0..<count).map { Float($0 % 4) / 2 }] {
    var plain = PlainLogisticRegression(penalty: penalty, examples, weights: weights?.map(Double.init))
    plain.fit()
    let model = try fitted(
      logistic(["penalty": .real(penalty), "steps": .integer(3000)]), examples, weights: weights)
    // Single precision: probabilities move by at most a quarter of a logit's error, some 1e-6 times the weights.
    #expect(try distance(model, plain) < 2e-4)
  }
}

@Test("the plain gradient is the derivative of the stated objective")
func plainGradient() {
  var plain = PlainLogisticRegression(
    penalty: 0.7, clouds(12, features: 3, classes: 3), weights: (0..<12).map { Double($0 % 3) })
  plain.parameters = plain.parameters.indices.map { Double($0) / 7 - 0.8 }
  let gradient = plain.gradient
  for index in gradient.indices {
    let objectives = [1e-5, -1e-5].map { offset in
      var moved = plain
      moved.parameters[index] += offset
      return moved.objective
    }
    // Central differences: error of order step² = 1e-10 times sums of 12 losses, rounding 1e-15 / 1e-5.
    #expect(abs((objectives[0] - objectives[1]) / 2e-5 - gradient[index]) < 1e-7)
  }
}

@Test("the default steps come within a hundredth of the minimum's probabilities")
func defaultSteps() throws {
  for classes in [2, 3, 6] {
    let examples = clouds(60, features: 5, classes: classes)
    var plain = PlainLogisticRegression(penalty: 1, examples)
    plain.fit()
    #expect(try distance(fitted(logistic(), examples), plain) < 0.01)
  }
}

@Test("features far from zero and of unlike sizes are fitted as well as any")
func illScaled() throws {
  let near = clouds(80, features: 3, classes: 3)
  var features = near.features
  for row in 0..<80 {
    features[row, 0] = features[row, 0] * 100 + 2000
    features[row, 1] = features[row, 1] * 0.5 - 30
  }
  let examples = Examples(features: features, labels: near.labels, classes: 3, rows: near.rows)
  var plain = PlainLogisticRegression(penalty: 1, examples)
  plain.fit()
  // 2,000 in single precision leaves 1e-4 of a feature of order one.
  #expect(try distance(fitted(logistic(["steps": .integer(300)]), examples), plain) < 2e-3)
}

@Test("examples of one label give the constant classifier of that label, and absent labels have probability 0")
func absentLabels() throws {
  let examples = clouds(40, features: 3, classes: 4)
  let threes = examples.subset((0..<40).filter { examples.labels[$0] == 3 })
  let constant = try fitted(logistic(), threes).probabilities(of: examples.features)
  #expect((0..<40).allSatisfy { row in (0..<4).allSatisfy { constant[row, $0] == ($0 == 3 ? 1 : 0) } })
  let withoutOnes = try fitted(logistic(), examples, weights: examples.labels.map { $0 == 1 ? 0 : 1 })
  let probabilities = try withoutOnes.probabilities(of: examples.features)
  #expect((0..<40).allSatisfy { probabilities[$0, 1] == 0 && probabilities[$0, 0] > 0 })
  // Rounding of a sum of three.
  #expect((0..<40).allSatisfy { row in abs((0..<4).reduce(0) { $0 + probabilities[row, $1] } - 1) < 1e-6 })
}

@Test("no weight, and a feature that is no number, are refused by name")
func refusals() throws {
  let examples = clouds(6, features: 2, classes: 2)
  #expect(throws: LearningError.self) {
    try logistic().fit(examples, weights: [Float](repeating: 0, count: 6), in: run)
  }
  #expect(throws: LearningError.self) { try logistic().fit(examples.subset([]), weights: nil, in: run) }
  var features = examples.features
  features[4, 1] = .nan
  let holed = Examples(features: features, labels: examples.labels, classes: 2, rows: [9, 8, 7, 6, 5, 4])
  #expect(throws: LearningError.notFinite(row: 5, feature: 1)) { try logistic().fit(holed, weights: nil, in: run) }
  features[4, 1] = 1e30
  let vast = Examples(features: features, labels: examples.labels, classes: 2, rows: examples.rows)
  #expect(throws: LearningError.self) { try logistic().fit(vast, weights: nil, in: run) }
}
