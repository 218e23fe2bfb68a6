import Compute
import Datasets
import Learning
import Testing
import Valuation
import Vocabulary

@testable import Evaluation

private let model = ComponentValue(SoftmaxRegression.card, Arguments(["epochs": .integer(20)]))

private func arguments(_ fractions: [Double], _ orders: [String] = ["lowest_first", "highest_first"]) -> Arguments {
  Arguments([
    "fractions": .list(fractions.map(Value.real)), "order": .list(orders.map(Value.text)), "model": .component(model),
  ])
}

/// Twenty points on a line of which 0…7 have the wrong label and the lowest values.
private func separable(_ direction: Direction = .higherIsBetter) -> ValuedData {
  let sign: Double = direction == .higherIsBetter ? 1 : -1
  return valued((0..<20).map { sign * Double($0) }, flipped: Array(0..<8), direction: direction)
}

@Test("removing the flipped points first repairs the model, removing the clean ones first ruins it")
func removal() throws {
  let artifact = try PointRemoval(arguments([0, 0.4, 0.6])).evaluate(separable(), in: run)
  let curve = table("curve", artifact)
  #expect(
    curve.texts("order") == ["lowest_first", "lowest_first", "lowest_first"]
      + Array(repeating: "highest_first", count: 3))
  #expect(curve.reals("fraction") == [0, 0.4, 0.6, 0, 0.4, 0.6])
  let accuracies = curve.reals("accuracy")
  #expect(accuracies[1] == 1 && accuracies[2] == 1 && accuracies[5] == 0)
  #expect(accuracies[0] == accuracies[3])
}

@Test("adding the clean points first makes a right model, adding the flipped ones first a wrong one")
func addition() throws {
  let artifact = try PointAddition(arguments([0.2, 0.4, 1])).evaluate(separable(), in: run)
  let accuracies = table("curve", artifact).reals("accuracy")
  #expect(accuracies[0] == 0 && accuracies[1] == 0 && accuracies[3] == 1 && accuracies[4] == 1)
  #expect(accuracies[2] == accuracies[5])
}

@Test("lowest means least good: where higher is harder, the order of the numbers is reversed")
func removalOfHard() throws {
  let task = PointRemoval(arguments([0.2, 0.4]))
  #expect(try task.evaluate(separable(.higherIsHarder), in: run) == task.evaluate(separable(), in: run))
}

@Test("each accuracy is that of the same learner fitted on the points kept")
func refit() throws {
  let data = valued([5, 1, 4, 1, 3, 2, 6, 0, 9, 8], flipped: [1, 4])
  let curve = table("curve", try PointRemoval(arguments([0.35], ["lowest_first"])).evaluate(data, in: run))
  // ⌊3.5⌋ points go: 7, then 1 before 3 by index.
  let positions = [0, 2, 4, 5, 6, 8, 9]
  let removal = RetrainingCurve("point_removal", .removal, fractions: [0.35], arguments([0.35], ["lowest_first"]))
  #expect(try removal.keptPositions(removal.points[0], data) == positions)
  let kept = data.partition.train.subset(positions)
  let fitted = try makeLearner(model).fit(kept, weights: nil, in: run)
  let test = data.partition.test
  let right = try zip(fitted.predictions(for: test.features), test.labels).filter { $0 == $1 }.count
  #expect(curve.reals("accuracy") == [Double(right) / Double(test.count)])
}

@Test("area is the mean height of the trapezoids, and the height itself of a single point")
func area() throws {
  let artifact = try PointRemoval(arguments([0, 0.4, 0.6])).evaluate(separable(), in: run)
  let heights = table("curve", artifact).reals("accuracy")
  let metrics = table("metrics", artifact)
  #expect(metrics.texts("order") == ["lowest_first", "highest_first"])
  for (index, found) in metrics.reals("area").enumerated() {
    let h = Array(heights[index * 3..<index * 3 + 3])
    // Other order of summation.
    #expect(abs(found - (0.4 * (h[0] + h[1]) / 2 + 0.2 * (h[1] + h[2]) / 2) / 0.6) < 1e-12)
  }
  let single = try PointRemoval(arguments([0.4])).evaluate(separable(), in: run)
  #expect(table("metrics", single).reals("area") == table("curve", single).reals("accuracy"))
}

@Test("the whole training part is fitted once for all orders, and a unit does not depend on the others")
func units() throws {
  let task = PointRemoval(arguments([0, 0.2, 0.4]))
  #expect(task.units == 5)
  #expect(PointAddition(arguments([0.5, 1])).units == 3)
  #expect(Set((0..<5).map { task.unitIdentity($0).canonical }).count == 5)
  let longer = PointRemoval(arguments([0, 0.1, 0.2, 0.4]))
  for index in 0..<5 {
    let same = try #require((0..<7).first { longer.unitIdentity($0) == task.unitIdentity(index) })
    #expect(try longer.unit(same, of: separable(), in: run) == task.unit(index, of: separable(), in: run))
  }
}

@Test("results have the same bits at any thread count, and units computed apart combine to the whole")
func sameBits() throws {
  let data = separable()
  let task = PointRemoval(arguments([0, 0.1, 0.3]))
  let whole = try task.evaluate(data, in: run)
  #expect(try task.evaluate(data, in: Run(seeds: run.seeds, threads: 4)) == whole)
  let backwards = try (0..<task.units).reversed().map { try task.unit($0, of: data, in: run) }
  #expect(try task.combine(backwards.reversed(), for: data, in: run) == whole)
}

@Test("no test points, and a fraction of no points, are refused")
func refused() {
  #expect(throws: EvaluationError.noTestExamples(task: "point_removal")) {
    try PointRemoval(arguments([0])).evaluate(valued([1, 2, 3], tests: 0), in: run)
  }
  #expect(throws: EvaluationError.emptyTraining(task: "point_addition", fraction: 0.2, examples: 3)) {
    try PointAddition(arguments([0.2])).evaluate(valued([1, 2, 3]), in: run)
  }
}

@Test("a task that measures accuracy refuses real targets")
func refusedTargets() {
  let examples = Examples(features: line(4).features, targets: [1, 2, 3, 4], rows: line(4).rows)
  let data = ValuedData(
    partition: Partition(train: examples, validation: examples, test: examples, corrupted: nil),
    values: DataValues(values: [1, 2, 3, 4]), method: Tally(), direction: .higherIsBetter)
  #expect(throws: DatasetError.needsClasses(by: "point_removal, which measures accuracy,")) {
    try PointRemoval(arguments([0])).evaluate(data, in: run)
  }
}

@Test("an interrupted run stops, and progress is told for each unit")
func interruptionAndProgress() async throws {
  let interruption = Interruption()
  interruption.request()
  #expect(throws: Interrupted()) {
    try PointRemoval(arguments([0])).evaluate(separable(), in: Run(seeds: run.seeds, interruption: interruption))
  }
  try await confirmation(expectedCount: 4) { heard in
    let listening = Run(seeds: run.seeds) { done, total, _ in if total == 3, done <= 3 { heard() } }
    _ = try PointRemoval(arguments([0, 0.2])).evaluate(separable(), in: listening)
  }
}
