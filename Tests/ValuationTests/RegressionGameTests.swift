import Compute
import Datasets
import Learning
import Testing
import Valuation
import Vocabulary

@Suite struct RegressionGameTests {
  private let problem: ValuationProblem
  private let model = ComponentValue(KernelRegression.card, Arguments(["penalty": .real(0.1), "gamma": .none]))

  init() throws {
    let examples = try Friedman(Arguments(["features": .integer(5), "noise": .real(1)]))
      .load(
        from: DataFiles(study: "", bundled: [], benchmarks: nil), seeds: SeedStream(root: 9), requested: 30
      ).examples
    problem = ValuationProblem(
      train: examples.subset(Array(0..<6)), validation: examples.subset(Array(6..<30)))
  }

  private func game(_ score: Score) throws -> UtilityGame {
    try UtilityGame(model: model, score: score, on: problem, in: testRun())
  }

  @Test func `nobody predicts the mean of the validation targets`() throws {
    let targets = try #require(problem.validation.targets)
    let mean = targets.reduce(0, +) / 24
    #expect(try game(.rSquared).emptyUtility == 0)
    #expect(
      try game(.negativeSquaredError).emptyUtility == -targets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 24)
  }

  @Test func `walks of a growing fit agree with fits from scratch`() throws {
    let game = try game(.rSquared)
    var walk = try #require(try game.walk(in: testRun()))
    for count in 1...6 {
      let grown = try walk.join(count - 1)
      let coalition = Coalition(players: 6, members: 0..<count)
      // Condition number 6 / 0.1 at double precision.
      #expect(abs(grown - (try game.utilities(of: [coalition], in: testRun())[0])) < 1e-12)
    }
  }

  @Test func `games of other targets are other games`() throws {
    let targets = try #require(problem.train.targets)
    let other = Examples(
      features: problem.train.features, targets: targets.map { $0 + 1 }, rows: problem.train.rows)
    #expect(other.digest != problem.train.digest)
  }

  @Test func `what counts labels refuses targets and names itself`() throws {
    for method in [KNNShapley(Arguments()), KNNLeaveOneOut(Arguments())] as [any ValuationMethod] {
      #expect(throws: DatasetError.needsClasses(by: type(of: method).card.name)) {
        try method.values(of: problem, in: testRun())
      }
    }
    #expect(throws: DatasetError.needsClasses(by: "chg_shapley")) {
      try CHGShapley(Arguments(["model": .component(testModel)])).values(of: problem, in: testRun())
    }
    #expect(throws: DatasetError.needsClasses(by: "the score accuracy")) { try game(.accuracy) }
  }
}
