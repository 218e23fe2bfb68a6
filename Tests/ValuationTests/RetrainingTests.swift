import Compute
import Datasets
import Learning
import Synchronization
import Testing
import Valuation
import Vocabulary

@Suite struct RetrainingTests {
  private func tmc(_ permutations: Int, truncation: Value? = nil) throws -> TMCShapley {
    var values: [String: Value] = ["model": .component(testModel), "permutations": .integer(permutations)]
    values["truncation"] = truncation
    return TMCShapley(Arguments(values))
  }

  private let problem = RandomData.reals(train: 7, validation: 30, features: 2, classes: 2, seed: 90)

  private func game(_ problem: ValuationProblem) throws -> UtilityGame {
    try UtilityGame(model: testModel, on: problem, in: testRun())
  }

  @Test func `nobody is worth the majority of the validation labels`() throws {
    let labels = problem.validation.labels
    let majority = max(labels.count { $0 == 0 }, labels.count { $0 == 1 })
    #expect(try game(problem).emptyUtility == Double(majority) / 30)
    #expect(try game(problem).utilities(of: [Coalition(players: 7)], in: testRun()) == [Double(majority) / 30])
  }

  @Test func `a utility does not depend on its batch, its order or the threads`() throws {
    let game = try game(problem)
    let coalitions = (1..<128).map { Coalition(players: 7, mask: $0) }
    let alone = try coalitions.map { try game.utilities(of: [$0], in: testRun())[0] }
    #expect(try game.utilities(of: coalitions, in: testRun()) == alone)
    #expect(try game.utilities(of: coalitions.reversed(), in: testRun(threads: 3)) == alone.reversed())
    #expect(Set(alone).count > 3)
  }

  @Test func `leave-one-out is the difference of two utilities, from n + 1 fits`() throws {
    let method = LeaveOneOut(Arguments(["model": .component(testModel)]))
    let values = try method.values(of: problem, in: testRun(threads: 2))
    let table = try EnumeratedGame(enumerating: game(problem), in: testRun())
    #expect(values.values == (0..<7).map { table.table[127] - table.table[127 - (1 << $0)] })
    #expect(values.modelFits == 8)
    let single = ValuationProblem(train: problem.train.subset([0]), validation: problem.validation)
    #expect(try method.values(of: single, in: testRun()).modelFits == 1)
  }

  @Test func `Monte Carlo without truncation nears the enumerated Shapley value`() throws {
    let values = try tmc(400, truncation: .text("none")).values(of: problem, in: testRun(threads: 2))
    let truth = try ExactSemivalue(.shapley, players: 7).values(of: game(problem), in: testRun())
    let errors = try #require(values.standardErrors)
    for player in 0..<7 {
      // Seven fixed z-scores; |z| > 4 has a probability of 6e-5 each. Players without spread must be exact.
      #expect(abs(values.values[player] - truth[player]) <= max(1e-12, 4 * errors[player]))
    }
    // 400 walks of six fits each, and everyone once.
    #expect(values.modelFits == 400 * 6 + 1)
    #expect(abs(try fact("efficiency_residual", values)) < 1e-12)
  }

  @Test func `truncated values miss at most the tolerance and cost less`() throws {
    let problem = RandomData.reals(train: 40, validation: 50, features: 2, classes: 2, seed: 91)
    let record = Value.record([.init("relative", .real(0.1)), .init("consecutive", .integer(2))])
    let values = try tmc(10, truncation: record).values(of: problem, in: testRun())
    #expect(abs(try fact("efficiency_residual", values)) <= 0.1 * (try fact("full_utility", values)) + 1e-12)
    #expect(try fact("mean_permutation_length", values) < 40)
    #expect(values.modelFits < 10 * 39)
  }

  @Test func `permutations already walked are kept when more are asked for`() throws {
    let (few, many) = (try tmc(25), try tmc(40))
    #expect(few.batches == 3 && many.batches == 4)
    #expect(few.identity(ofBatch: 0) == many.identity(ofBatch: 0))
    #expect(few.identity(ofBatch: 1) == many.identity(ofBatch: 1))
    // The cut third batch of the shorter run is not the whole one of the longer.
    #expect(few.identity(ofBatch: 2) != many.identity(ofBatch: 2))
    #expect(try few.batch(1, of: problem, in: testRun()) == many.batch(1, of: problem, in: testRun(threads: 3)))
    let values = try few.values(of: problem, in: testRun())
    #expect(try fact("permutations", values) == 25)
  }

  @Test func `the default truncation is the declared one and none is none`() throws {
    #expect(try tmc(10).truncation == Truncation(relative: 0.01, consecutive: 6))
    #expect(try tmc(10, truncation: .text("none")).truncation == nil)
  }

  @Test func `a training that cannot be done is an error`() throws {
    let nobody = ValuationProblem(train: problem.train.subset([]), validation: problem.validation)
    #expect(throws: ValuationError.noExamples(.training)) { try tmc(10).values(of: nobody, in: testRun()) }
    let unseen = ValuationProblem(train: problem.train, validation: problem.validation.subset([]))
    let loo = LeaveOneOut(Arguments(["model": .component(testModel)]))
    #expect(throws: ValuationError.noExamples(.validation)) { try loo.values(of: unseen, in: testRun()) }
  }

  @Test func `an interrupted sampling stops, and progress runs over all batches`() throws {
    let interruption = Interruption()
    let heard = Mutex<[[Int]]>([])
    let run = Run(seeds: SeedStream(root: 1), interruption: interruption) { done, total, _ in
      heard.withLock { $0.append([done, total]) }
      if done == 10 { interruption.request() }
    }
    #expect(throws: Interrupted.self) { try tmc(30).values(of: problem, in: run) }
    #expect(heard.withLock { $0 } == (1...10).map { [$0, 3 * 7] })
  }

  @Test func `random values are a pure function of the stream`() throws {
    let method = RandomValues(Arguments())
    let values = try method.values(of: problem, in: testRun(seed: 5)).values
    #expect(values == (try method.values(of: problem, in: testRun(seed: 5, threads: 3)).values))
    #expect(values != (try method.values(of: problem, in: testRun(seed: 6)).values))
    #expect(values.allSatisfy { 0..<1 ~= $0 } && Set(values).count == 7)
  }

  private func fact(_ name: String, _ values: DataValues) throws -> Double {
    try #require(values.facts.first { $0.name == name }, "no fact \(name)").value
  }
}
