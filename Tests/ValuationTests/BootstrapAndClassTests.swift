import Compute
import Datasets
import Learning
import Testing
import Valuation
import Vocabulary

@Suite struct BootstrapAndClassTests {
  private var model: [String: Value] {
    ["model": .component(ComponentValue(SoftmaxRegression.card, Arguments(["epochs": .integer(20)])))]
  }

  /// Two clouds far apart, with one label wrong in each.
  private var clouds: ValuationProblem {
    let noise = SeedStream(root: 9)
    func examples(_ count: Int, _ first: Int, wrong: Set<Int>) -> Examples {
      let features = (0..<2 * count).map { index -> Float in
        let side: Float = (index / 2) % 2 == 0 ? 2 : -2
        return side + Float(0.5 * noise.normal(2 * first + index))
      }
      return Examples(
        features: Matrix(rows: count, columns: 2, features),
        labels: (0..<count).map { wrong.contains($0) ? 1 - $0 % 2 : $0 % 2 }, classes: 2, rows: Array(0..<count))
    }
    return ValuationProblem(train: examples(16, 0, wrong: [4, 7]), validation: examples(10, 100, wrong: []))
  }

  private func values(_ type: any ValuationMethod.Type, _ more: [String: Value]) throws -> DataValues {
    try type.init(Arguments(model.merging(more) { $1 })).values(of: clouds, in: testRun())
  }

  @Test func `a single example has no out-of-bag value, and no budget would help`() throws {
    let lone = ValuationProblem(train: clouds.train.subset([0]), validation: clouds.validation)
    #expect(throws: ValuationError.loneExample(method: "data_oob")) {
      try DataOOB(Arguments(model)).values(of: lone, in: testRun())
    }
  }

  @Test func `values and standard errors that are no finite numbers are refused`() throws {
    #expect(try DataValues(values: [1, 2], standardErrors: [.nan, 0]).checked("any").values == [1, 2])
    for wrong in [
      DataValues(values: [1, .nan]), DataValues(values: [1, .infinity]),
      DataValues(values: [1, 2], standardErrors: [0, .infinity]),
    ] {
      #expect(throws: ValuationError.notFinite(method: "any", example: 1)) { try wrong.checked("any") }
    }
  }

  @Test func `wrong labels have the least out-of-bag values`() throws {
    let found = try values(DataOOB.self, ["bootstraps": .integer(60)])
    let order = Statistics.ascending(found.values)
    #expect(Set(order.prefix(2)) == [4, 7])
    #expect(found.values.allSatisfy { (0...1).contains($0) } && found.modelFits == 60)
  }

  @Test func `out-of-bag values are the votes of models that did not see the example`() throws {
    let problem = clouds
    let bootstraps = 12
    let learner = SoftmaxRegression(Arguments(["epochs": .integer(20)]))
    let run = testRun()
    var votes = [[Double]](repeating: [], count: 16)
    for bootstrap in 0..<bootstraps {
      let stream = run.seeds.branch("bootstrap").branch(bootstrap)
      let drawn = (0..<16).map { stream.integer($0, below: 16) }
      let members = Array(Set(drawn)).sorted()
      let weights = members.map { member in Float(drawn.count { $0 == member }) }
      let fitted = try learner.fit(
        problem.train.subset(members), weights: weights, in: run.with(seeds: run.seeds.branch("fit")))
      for example in 0..<16 where !drawn.contains(example) {
        let row = problem.train.subset([example])
        votes[example].append(try fitted.accuracy(on: row))
      }
    }
    let found = try values(DataOOB.self, ["bootstraps": .integer(bootstraps)])
    #expect(largestDifference(found.values, votes.map(Statistics.mean)) < 1e-15)
  }

  @Test func `real targets are valued by minus their squared error`() throws {
    // A straight line, with one target far off it.
    let features = (0..<20).map { Float($0) / 10 }
    let targets = features.enumerated().map { Double($1) + ($0 == 7 ? 5 : 0.01 * Double($0 % 3)) }
    let train = Examples(features: Matrix(rows: 20, columns: 1, features), targets: targets, rows: Array(0..<20))
    let model = Value.component(ComponentValue(RidgeRegression.card, Arguments()))
    let method = DataOOB(Arguments(["model": model, "bootstraps": .integer(60)]))
    let found = try method.values(of: ValuationProblem(train: train, validation: train), in: testRun())
    #expect(Statistics.ascending(found.values)[0] == 7)
    #expect(found.values.allSatisfy { $0 <= 0 } && found.values[7] < -4)
  }

  @Test func `an example that every bootstrap holds has no out-of-bag value`() {
    #expect(throws: ValuationError.self) { try values(DataOOB.self, ["bootstraps": .integer(1)]) }
  }

  @Test func `class-wise values share out each class's accuracy`() throws {
    let problem = clouds
    let found = try values(ClassWiseShapley.self, ["permutations": .integer(6)])
    let whole = try SoftmaxRegression(Arguments(["epochs": .integer(20)])).fit(
      problem.train, weights: nil, in: testRun().with(seeds: testRun().seeds.branch("fit")))
    for label in 0..<2 {
      let sum = problem.train.labels.indices.reduce(0) {
        problem.train.labels[$1] == label ? $0 + found.values[$1] : $0
      }
      let ours = problem.validation.subset(
        problem.validation.labels.indices.filter { problem.validation.labels[$0] == label })
      let accuracy = try whole.accuracy(on: ours) * Double(ours.count) / Double(problem.validation.count)
      #expect(abs(sum - accuracy) < 1e-12)
    }
    #expect(found.modelFits == 6 * 16 + 1)
  }

  @Test func `wrong labels have low class-wise values`() throws {
    let found = try values(ClassWiseShapley.self, ["permutations": .integer(40)]).values
    let right = (0..<16).filter { $0 != 4 && $0 != 7 }
    #expect(max(found[4], found[7]) < Statistics.mean(right.map { found[$0] }))
  }

  @Test(arguments: ["data_oob", "cs_shapley"]) func `batches one by one are the whole, at any number of threads`(
    name: String
  ) throws {
    let type = try #require(valuationMethods.first { $0.card.name == name })
    let count = name == "data_oob" ? "bootstraps" : "permutations"
    let arguments = model.merging([count: .integer(name == "data_oob" ? 120 : 7)]) { $1 }
    let method = try #require(type.init(Arguments(arguments)) as? any SampledMethod)
    let batches = try (0..<method.batches).map { try method.batch($0, of: clouds, in: testRun(threads: 3)) }
    #expect(batches.count > 1)
    let combined = try method.combine(batches, for: clouds, in: testRun())
    #expect(try combined == method.values(of: clouds, in: testRun()))
  }
}
