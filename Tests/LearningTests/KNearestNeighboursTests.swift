import Compute
import Datasets
import Testing
import Vocabulary

@testable import Learning

private func learner(_ k: Int) -> KNearestNeighbours { KNearestNeighbours(Arguments(["k": .integer(k)])) }

/// On a line: classes 0, 1, 1, 2 at 0, 2, 2, 7.
private let row = Examples(
  features: Matrix(rows: 4, columns: 1, [0, 2, 2, 7]), labels: [0, 1, 1, 2], classes: 3, rows: [0, 1, 2, 3])

@Test("votes by hand, equal distances in row order")
func neighbourVotes() throws {
  let questions = Matrix(rows: 2, columns: 1, [1, 7])
  func votes(_ k: Int) throws -> [Float] {
    try probabilities(learner(k).fit(row, weights: nil, in: run).outputs(for: questions)).elements
  }
  // At 1, examples 0, 1 and 2 are equally far.
  #expect(try votes(1) == [1, 0, 0, 0, 0, 1])
  #expect(try votes(2) == [0.5, 0.5, 0, 0, 0.5, 0.5])
  #expect(try votes(4) == [0.25, 0.5, 0.25, 0.25, 0.5, 0.25] && (try votes(9)) == (try votes(4)))
}

@Test("weights weigh votes, and an example without weight is none")
func weightedVotes() throws {
  let model = try learner(2).fit(row, weights: [3, 0, 1, 1], in: run)
  #expect(try probabilities(model.outputs(for: Matrix(rows: 1, columns: 1, [1]))).elements == [0.75, 0.25, 0])
}

@Test("the mean of the neighbours' targets by hand")
func neighbourMeans() throws {
  let examples = Examples(features: row.features, targets: [1, 4, 8, 100], rows: row.rows)
  let questions = Matrix(rows: 1, columns: 1, [2])
  #expect(try reals(learner(2).fit(examples, weights: nil, in: run).outputs(for: questions)) == [6])
  #expect(try reals(learner(3).fit(examples, weights: nil, in: run).outputs(for: questions)) == [13.0 / 3])
  #expect(try reals(learner(2).fit(examples, weights: [1, 1, 3, 1], in: run).outputs(for: questions)) == [7])
}

@Test("neighbours agree with sorting all distances", arguments: [1, 3, 20])
func plainNeighbours(k: Int) throws {
  let examples = clouds(90, features: 6, classes: 4)
  let questions = clouds(40, features: 6, classes: 4, seed: 2).features
  let found = try probabilities(learner(k).fit(examples, weights: nil, in: run).outputs(for: questions))
  for question in 0..<40 {
    let distances = (0..<90).map { example in
      (0..<6).reduce(0.0) { sum, j in
        let difference = Double(examples.features[example, j]) - Double(questions[question, j])
        return sum + difference * difference
      }
    }
    let order = (0..<90).sorted { (distances[$0], $0) < (distances[$1], $1) }.prefix(k)
    let votes = (0..<4).map { cls in Float(Double(order.count { examples.labels[$0] == cls }) / Double(k)) }
    #expect((0..<4).map { found[question, $0] } == votes)
  }
}

@Test("growing neighbours have the bits of a fit from scratch, in any order, with equal rows")
func growingNeighbours() throws {
  let cloud = clouds(30, features: 3, classes: 3)
  let doubled = cloud.subset((0..<30).map { $0 / 2 * 2 })
  let questions = clouds(12, features: 3, classes: 3, seed: 2).features
  for seed: UInt64 in 1...3 {
    let order = SeedStream(root: seed).permutation(30)
    try compareGrowth(learner(4), doubled, questions, order: order) { #expect($0 == $1) }
  }
  try compareGrowth(learner(4), friedman(25), friedman(9, seed: 2).features, order: Array((0..<25).reversed())) {
    #expect($0 == $1)
  }
}

@Test("a second growing fit on the same data does not measure again, one on others does")
func sharedDistances() throws {
  let (examples, questions) = (clouds(20, features: 2, classes: 2), clouds(5, features: 2, classes: 2).features)
  let (made, other) = (LastMade<DistanceTable.Inputs, Int>(), clouds(20, features: 2, classes: 2, seed: 3))
  var count = 0
  for data in [examples, examples, other, other, examples] {
    _ = made(.init(examples: data.features, questions: questions)) {
      count += 1
      return count
    }
  }
  #expect(count == 3)
  let shared = learner(3)
  for data in [examples, other, examples] {
    try compareGrowth(shared, data, questions, order: Array(0..<20)) { #expect($0 == $1) }
  }
}

@Test("nearest neighbours refuse nobody and features that are no numbers, and answer no number with none")
func neighbourEdges() throws {
  #expect(throws: LearningError.self) { try learner(1).fit(row.subset([]), weights: nil, in: run) }
  #expect(throws: LearningError.self) { try learner(1).fit(row, weights: [0, 0, 0, 0], in: run) }
  #expect(throws: LearningError.notFinite(row: 14, feature: 1)) {
    try learner(1).fit(brokenExamples, weights: nil, in: run)
  }
  #expect(throws: LearningError.notFinite(row: 14, feature: 1)) {
    _ = try learner(1).growingFit(on: brokenExamples, asked: Matrix(rows: 1, columns: 2), in: run)
  }
  let model = try learner(1).fit(row, weights: nil, in: run)
  #expect(try probabilities(model.outputs(for: Matrix(rows: 1, columns: 1, [.nan]))).elements.allSatisfy(\.isNaN))
  let one = try learner(5).fit(row.subset([3]), weights: nil, in: run)
  #expect(try one.predictions(for: row.features) == [2, 2, 2, 2])
}

@Test("features too large for distances are refused, in examples and in questions")
func immeasurableFeatures() throws {
  let far = Examples(
    features: Matrix(rows: 4, columns: 1, [0, 2, 1e30, 7]), labels: row.labels, classes: 3, rows: [10, 11, 12, 13])
  let questions = Matrix(rows: 2, columns: 1, [1, -1e30])
  #expect(throws: LearningError.immeasurable(row: 12)) { try learner(1).fit(far, weights: nil, in: run) }
  #expect(throws: LearningError.immeasurable(row: 12)) {
    try learner(1).growingFit(on: far, asked: row.features, in: run)
  }
  #expect(throws: LearningError.immeasurableQuestion(1)) {
    try learner(1).growingFit(on: row, asked: questions, in: run)
  }
}
