import Compute
import Datasets
import Glibc
import Testing
import Valuation
import Vocabulary

@Suite struct GShapleyTests {
  private let problem = RandomData.reals(train: 9, validation: 15, features: 3, classes: 3, seed: 31)

  private func method(_ permutations: Int, rate: Double = 0.3, score: String = "negative_log_loss") -> GShapley {
    GShapley(
      Arguments(["permutations": .integer(permutations), "learning_rate": .real(rate), "score": .text(score)]))
  }

  @Test(arguments: ["negative_log_loss", "accuracy"]) func `values are those of plain training, step by step`(
    score: String
  ) throws {
    let found = try method(13, score: score).values(of: problem, in: testRun(threads: 2))
    var sums = [Double](repeating: 0, count: 9)
    for draw in 0..<13 {
      let order = testRun().seeds.branch("permutation").branch(draw).permutation(9)
      let changes = PlainGradientPath(problem, rate: 0.3, isAccuracy: score == "accuracy").changes(order)
      for player in 0..<9 { sums[player] += changes[player] / 13 }
    }
    // Inner products and probabilities pass through single precision.
    #expect(largestDifference(found.values, sums) < 2e-6)
    #expect(found.modelFits == 13 && (found.standardErrors?.allSatisfy { $0 > 0 } ?? false))
  }

  @Test func `values near the mean over all permutations`() throws {
    let small = ValuationProblem(train: problem.train.subset([0, 1, 2]), validation: problem.validation)
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    let path = PlainGradientPath(small, rate: 0.3, isAccuracy: false)
    let found = try method(600).values(of: small, in: testRun())
    let errors = try #require(found.standardErrors)
    for player in 0..<3 {
      let mean = Statistics.mean(orders.map { path.changes($0)[player] })
      // Three fixed z-scores; |z| > 4 has a probability of 6e-5 each.
      #expect(abs(found.values[player] - mean) <= 4 * errors[player] && errors[player] > 0)
    }
  }

  @Test func `contributions of a pass sum to the change of the score`() throws {
    let found = try method(1).values(of: problem, in: testRun())
    let facts = Dictionary(uniqueKeysWithValues: found.facts.map { ($0.name, $0.value) })
    let (start, end) = (try #require(facts["start_score"]), try #require(facts["mean_end_score"]))
    #expect(abs(start + log(3)) < 1e-6)
    #expect(abs(found.values.reduce(0, +) - (end - start)) < 1e-14 && end != start)
    #expect(found.standardErrors == nil)
    // The first example of a pass has its contribution too.
    let first = testRun().seeds.branch("permutation").branch(0).permutation(9)[0]
    #expect(found.values[first] != 0)
  }

  @Test func `batches put together are the whole, at any number of threads`() throws {
    let method = method(25)
    let batches = try (0..<3).map { try method.batch($0, of: problem, in: testRun(threads: 3)) }
    let whole = try method.values(of: problem, in: testRun())
    #expect(try method.combine(batches, for: problem, in: testRun()) == whole)
    #expect(method.identity(ofBatch: 0) == self.method(40).identity(ofBatch: 0))
    #expect(method.identity(ofBatch: 2) != self.method(40).identity(ofBatch: 2))
  }

  @Test func `a stopping rule ends the walks`() throws {
    let arguments = Arguments([
      "permutations": .integer(200), "stop": .record([.init("fits", .integer(20))]),
    ])
    #expect(try GShapley(arguments).values(of: problem, in: testRun()).modelFits == 20)
  }

  @Test func `one example takes the whole change, and none is an error`() throws {
    let single = ValuationProblem(train: problem.train.subset([4]), validation: problem.validation)
    let found = try method(3).values(of: single, in: testRun())
    #expect(found.values.count == 1 && found.values[0] != 0 && found.standardErrors == [0])
    let nobody = ValuationProblem(train: problem.train.subset([]), validation: problem.validation)
    #expect(throws: ValuationError.noExamples(.training)) { try method(3).values(of: nobody, in: testRun()) }
    let unseen = ValuationProblem(train: problem.train, validation: problem.validation.subset([]))
    #expect(throws: ValuationError.noExamples(.validation)) { try method(3).values(of: unseen, in: testRun()) }
  }

  @Test func `steps that leave the numbers are an error`() throws {
    let error = #expect(throws: ValuationError.self) {
      try method(2, rate: 1e308).values(of: problem, in: testRun())
    }
    guard case .notFinite(let method, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(method == "g_shapley")
  }
}

/// One pass of training with weights in double precision and every score from scratch.
private struct PlainGradientPath {
  let problem: ValuationProblem
  let rate: Double
  let isAccuracy: Bool
  /// [classes][features + 1], the bias last.
  private var weights: [[Double]]

  init(_ problem: ValuationProblem, rate: Double, isAccuracy: Bool) {
    (self.problem, self.rate, self.isAccuracy) = (problem, rate, isAccuracy)
    weights = [[Double]](
      repeating: [Double](repeating: 0, count: problem.train.features.columns + 1), count: problem.train.classes)
  }

  func changes(_ order: [Int]) -> [Double] {
    var path = self
    var changes = [Double](repeating: 0, count: order.count)
    for example in order {
      let before = path.score
      path.step(example)
      changes[example] = path.score - before
    }
    return changes
  }

  private mutating func step(_ example: Int) {
    let probabilities = probabilities(problem.train, example)
    for cls in weights.indices {
      let residual = probabilities[cls] - (problem.train.labels[example] == cls ? 1 : 0)
      for (column, feature) in features(problem.train, example).enumerated() {
        weights[cls][column] -= rate * residual * feature
      }
    }
  }

  private func features(_ examples: Examples, _ row: Int) -> [Double] {
    (0..<examples.features.columns).map { Double(examples.features[row, $0]) } + [1]
  }

  private func probabilities(_ examples: Examples, _ row: Int) -> [Double] {
    let powers = weights.map { exp(zip($0, features(examples, row)).reduce(0) { $0 + $1.0 * $1.1 }) }
    return powers.map { $0 / powers.reduce(0, +) }
  }

  private var score: Double {
    let rows = (0..<problem.validation.count).map { row -> Double in
      let probabilities = probabilities(problem.validation, row)
      let label = problem.validation.labels[row]
      if !isAccuracy { return log(probabilities[label]) }
      return probabilities.firstIndex(of: probabilities.max() ?? 0) == label ? 1 : 0
    }
    return Statistics.mean(rows)
  }
}
