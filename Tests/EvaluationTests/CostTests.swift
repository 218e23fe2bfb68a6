import Compute
import Datasets
import Testing
import Valuation
import Vocabulary

@testable import Evaluation

private func cost(_ sizes: [Int]) -> Cost { Cost(Arguments(["train_sizes": .list(sizes.map(Value.integer))])) }

@Test("counts are told for each size, ascending, and for the whole part from the values already known")
func counts() throws {
  let artifact = try cost([4, 2, 4]).evaluate(valued([1, 2, 3, 4, 5, 6]), in: run)
  let curve = table("curve", artifact)
  #expect(curve.integers("train_size") == [2, 4, 6])
  #expect(curve.integers("model_fits") == [3, 5, 5])
  #expect(curve.integers("distance_evaluations") == [6, 12, 7])
  #expect(table("metrics", artifact).integers("model_fits") == [5])
  #expect(table("metrics", artifact).integers("distance_evaluations") == [7])
}

@Test("the size of the whole part is not computed again")
func wholePart() throws {
  let curve = table("curve", try cost([3]).evaluate(valued([1, 2, 3]), in: run))
  // Running the method again would count 4 fits.
  #expect(curve.integers("train_size") == [3] && curve.integers("model_fits") == [5])
}

@Test("a size above that of the training part is refused, naming both")
func tooLarge() {
  #expect(throws: EvaluationError.trainSize(4, available: 3)) {
    try cost([2, 4]).evaluate(valued([1, 2, 3]), in: run)
  }
}

/// Tells the rows it was given by its counts.
private struct Witness: ValuationMethod {
  static let card = Card("witness", .method, revision: 1, "Values nothing.")
  init(_ arguments: Arguments = Arguments()) {}
  func values(of problem: ValuationProblem, in run: Run) throws -> DataValues {
    DataValues(
      values: problem.train.rows.map { _ in 0 }, modelFits: problem.train.rows.reduce(0) { $0 | 1 << ($1 - 100) })
  }
}

@Test("smaller parts lie within larger ones")
func nested() throws {
  let known = valued((0..<20).map(Double.init))
  let data = ValuedData(
    partition: known.partition, values: known.values, method: Witness(), direction: .higherIsBetter)
  let sets = table("curve", try cost([3, 7, 15]).evaluate(data, in: run)).integers("model_fits").dropLast()
  #expect(sets.map(\.nonzeroBitCount) == [3, 7, 15])
  #expect(zip(sets, sets.dropFirst()).allSatisfy { $0 & $1 == $0 })
}

/// What a task makes of four points, one of them flipped and one noisy.
private func result(of task: any DownstreamTask) throws -> Artifact {
  let valued = valued([3, 1, 2, 5], flipped: [1], noisy: [2])
  if let task = task as? any EvaluationTask { return try task.evaluate(valued, in: run) }
  let selection = try #require(task as? any SelectionTask)
  let full = try #require(selectionStrategies.first { $0.card.name == "full" })
  let trial = StrategyTrial(ComponentValue(full.card, Arguments()), valued.partition)
  return try selection.combine(
    (0..<selection.units(of: trial.strategy)).map { try selection.unit($0, of: trial, in: run) }, of: trial.strategy)
}

@Test("every task writes the tables it declares, column by column with their units")
func declarations() throws {
  let model = ComponentValue(
    Card("softmax_regression", .learner, revision: 1, ""), Arguments(["epochs": .integer(2)]))
  let required: [String: Value] = [
    "model": .component(model), "train_sizes": .list([.integer(2)]), "fractions": .list([.real(0.5)]),
    "keep": .list([.real(0.5)]), "truth": .text("exact"),
  ]
  for type in evaluationTasks {
    let names = type.card.parameters.map(\.name)
    let arguments = Arguments(required.filter { names.contains($0.key) })
    let task = type.init(arguments)
    let artifact = try result(of: task)
    #expect(artifact.items.map(\.name) == task.tables.map(\.name))
    #expect(task.tables.map(\.name) == type.card.tables.map(\.name))
    for declaration in task.tables {
      let columns = table(declaration.name, artifact).columns
      #expect(columns.map(\.name) == declaration.columns.map(\.name))
      #expect(columns.map(\.unit) == declaration.columns.map(\.unit))
    }
  }
}
