import Compute
import Datasets
import Learning
import Testing
import Valuation
import Vocabulary

@testable import Evaluation

private let model = ComponentValue(SoftmaxRegression.card, Arguments(["epochs": .integer(20)]))

private func summarization(_ keep: [Double], perClass: Bool = false) -> DataSummarization {
  DataSummarization(
    Arguments([
      "keep": .list(keep.map(Value.real)), "per_class": .boolean(perClass), "model": .component(model),
    ]))
}

/// Positions kept at a share.
private func kept(_ share: Double, _ data: ValuedData, perClass: Bool = false) throws -> [Int] {
  let curve = RetrainingCurve(
    "data_summarization", .addition, orders: [.highestFirst], fractions: [share], isPerClass: perClass, model: model)
  return try curve.keptPositions(curve.points[0], data)
}

@Test("the best points are kept, equal ones by index, and lowest means best where higher is harder")
func keepsBest() throws {
  let values = [5.0, 1, 4, 1, 3, 2, 6, 0, 9, 4]
  #expect(try kept(0.35, valued(values)) == [0, 6, 8])
  #expect(try kept(0.4, valued(values)) == [0, 2, 6, 8])
  let hard = valued(values.map { -$0 }, direction: .higherIsHarder)
  #expect(try kept(0.4, hard) == [0, 2, 6, 8])
  #expect(try kept(1, valued(values)) == Array(0..<10))
}

@Test("the share of each given label is kept on its own, rounded down, at least one point")
func keepsPerClass() throws {
  // Labels alternate 0, 1; flipping 1 and 3 gives seven points of class 0 and three of class 1: 5, 7 and 9.
  let data = valued([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], flipped: [1, 3])
  #expect(data.partition.train.labels == [0, 0, 0, 0, 0, 1, 0, 1, 0, 1])
  // ⌊0.3 · 7⌋ = 2 of 0, ⌊0.3 · 3⌋ = 0 of 1, so one.
  #expect(try kept(0.3, data, perClass: true) == [6, 8, 9])
  // ⌊0.7 · 7⌋ = 4 of 0, ⌊0.7 · 3⌋ = 2 of 1.
  #expect(try kept(0.7, data, perClass: true) == [3, 4, 6, 7, 8, 9])
  #expect(try kept(0.3, data) == [7, 8, 9])
  #expect(try kept(1, data, perClass: true) == Array(0..<10))
}

@Test("a class without training points keeps none, and every other class is kept at any share")
func absentClass() throws {
  let whole = valued([3, 1, 2, 4])
  let train = whole.partition.train
  let wide = Examples(features: train.features, labels: train.labels, classes: 5, rows: train.rows)
  let data = ValuedData(
    partition: Partition(train: wide, validation: line(3), test: line(4), corrupted: nil), values: whole.values,
    method: whole.method, direction: whole.direction)
  #expect(try kept(0.01, data, perClass: true) == [0, 3])
}

@Test("each accuracy is that of the same learner fitted on the points kept")
func refitOnSummary() throws {
  let data = valued([5, 1, 4, 1, 3, 2, 6, 0, 9, 8], flipped: [1, 4])
  for perClass in [false, true] {
    let artifact = try summarization([0.2, 0.5, 1], perClass: perClass).evaluate(data, in: run)
    let test = data.partition.test
    let expected = try [0.2, 0.5, 1].map { share in
      let part = data.partition.train.subset(try kept(share, data, perClass: perClass))
      let predictions = try makeLearner(model).fit(part, weights: nil, in: run).predictions(for: test.features)
      return Double(zip(predictions, test.labels).filter { $0 == $1 }.count) / Double(test.count)
    }
    #expect(table("curve", artifact).reals("keep") == [0.2, 0.5, 1])
    #expect(table("curve", artifact).reals("accuracy") == expected)
    let area = (0.3 * (expected[0] + expected[1]) / 2 + 0.5 * (expected[1] + expected[2]) / 2) / 0.8
    // Other order of summation.
    #expect(abs(table("metrics", artifact).reals("area")[0] - area) < 1e-12)
  }
}

@Test("keeping the clean points makes a right model, where the flipped ones are valued lowest")
func summaryOfClean() throws {
  let values = (0..<20).map(Double.init)
  let good = try summarization([0.5]).evaluate(valued(values, flipped: Array(0..<8)), in: run)
  let bad = try summarization([0.4]).evaluate(valued(values.map { -$0 }, flipped: Array(0..<8)), in: run)
  #expect(table("curve", good).reals("accuracy") == [1])
  #expect(table("curve", bad).reals("accuracy") == [0])
  #expect(table("metrics", good).reals("area") == [1])
}

@Test("tables are those declared, and keeping per class is another unit with another result")
func summaryUnits() throws {
  let task = summarization([0.1, 0.5])
  #expect(task.units == 2)
  let others = [summarization([0.1, 0.5], perClass: true), summarization([0.1, 0.3, 0.5])]
  #expect(task.unitIdentity(0) != others[0].unitIdentity(0))
  #expect(task.unitIdentity(1) == others[1].unitIdentity(2))
  let data = valued((0..<20).map(Double.init), flipped: [3, 4])
  let artifact = try task.evaluate(data, in: run)
  for declared in DataSummarization.card.tables {
    #expect(table(declared.name, artifact).columns.map(\.name) == declared.columns.map(\.name))
  }
  #expect(try task.evaluate(data, in: Run(seeds: run.seeds, threads: 4)) == artifact)
}

@Test("a share of no points is refused, unless every class keeps one")
func emptySummary() throws {
  #expect(throws: EvaluationError.emptyTraining(task: "data_summarization", fraction: 0.1, examples: 4)) {
    try summarization([0.1]).evaluate(valued([1, 2, 3, 4]), in: run)
  }
  #expect(try kept(0.1, valued([1, 2, 3, 4]), perClass: true) == [2, 3])
  #expect(throws: EvaluationError.noTestExamples(task: "data_summarization")) {
    try summarization([0.5]).evaluate(valued([1, 2, 3], tests: 0), in: run)
  }
}
