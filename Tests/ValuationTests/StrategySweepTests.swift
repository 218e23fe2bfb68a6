import Compute
import Datasets
import Learning
import Synchronization
import Testing
import Valuation
import Vocabulary

/// Keeps every checkpoint, and stops the run when it has enough.
private final class Kept: Checkpoints {
  private let state = Mutex((artifacts: [ContentKey: Artifact](), count: 0))
  private let interruption: Interruption
  private let enough: Int

  init(_ interruption: Interruption, enough: Int) { (self.interruption, self.enough) = (interruption, enough) }

  func last(_ key: ContentKey) -> Artifact? { state.withLock { $0.artifacts[key] } }

  func keep(_ key: ContentKey, _ make: () throws -> Artifact) throws {
    let artifact = try make()
    state.withLock { state in
      state.artifacts[key] = artifact
      state.count += 1
      if state.count == enough { interruption.request() }
    }
  }
}

/// Everything a steered training gives.
private struct Outcome: Hashable {
  let chosen: ChosenExamples
  let cost: SelectionCost
  let outputs: Outputs
}

@Suite struct StrategySweepTests {
  static let names = selectionStrategies.map { $0.card.name }

  /// Strategies that share the fraction out among the classes.
  private static let byClass: Set = ["chg_shapley", "gradient_shapley", "hardness_shapley", "craig"]
  /// Strategies whose card promises weights of mean one.
  private static let meanOne: Set = ["gradmatch_pb", "craig", "craig_pb"]

  private func arguments(_ name: String) throws -> [String: Value] {
    let card = try #require(selectionStrategies.first { $0.card.name == name }).card
    var values: [String: Value] = [:]
    if card.parameter("every") != nil { values["every"] = .integer(2) }
    if card.parameter("batch_size") != nil { values["batch_size"] = .integer(7) }
    if card.parameter("after") != nil { values["after"] = .integer(2) }
    return values
  }

  @Test(arguments: names, SelectionScene.learners)
  func `as many examples are chosen as promised, with weights that can be`(name: String, learner: String) throws {
    let scene = try SelectionScene(learner, train: 83, seed: 91)
    let strategy = try SelectionScene.strategy(name, try arguments(name))
    for fraction in [0.001, 0.05, 0.3, 0.77, 1] {
      let chosen = try strategy.choose(scene.round(fraction: fraction), in: testRun())
      #expect(chosen.positions.count == promised(name, fraction, scene.problem.train), "\(fraction)")
      #expect(chosen.positions == Set(chosen.positions).sorted())
      #expect(chosen.positions.allSatisfy { 0..<83 ~= $0 })
      let weights = chosen.weights ?? []
      #expect(weights.allSatisfy { $0.isFinite && $0 >= 0 })
      if Self.meanOne.contains(name) {
        // Each weight is rounded to single precision once.
        #expect(abs(weights.reduce(0) { $0 + Double($1) } / Double(weights.count) - 1) < 1e-6)
      }
    }
  }

  private func promised(_ name: String, _ fraction: Double, _ train: Examples) -> Int {
    func share(_ count: Int) -> Int { max(1, Int(fraction * Double(count) + 1e-9)) }
    if name == "full" { return train.count }
    guard Self.byClass.contains(name) else { return share(train.count) }
    return (0..<train.classes).reduce(0) { sum, label in sum + share(train.labels.count { $0 == label }) }
  }

  @Test(arguments: names, SelectionScene.learners)
  func `any number of threads gives the same bits`(name: String, learner: String) throws {
    let problem = RandomData.reals(train: 600, validation: 20, features: 4, seed: 92)
    let alone = try outcome(name, learner, problem, testRun(threads: 1))
    #expect(try outcome(name, learner, problem, testRun(threads: 2)) == alone)
  }

  @Test(arguments: names, SelectionScene.learners)
  func `a training stopped after any epoch goes on with the same bits`(name: String, learner: String) throws {
    let problem = RandomData.reals(train: 60, validation: 10, features: 4, seed: 93)
    let whole = try outcome(name, learner, problem, testRun())
    for epoch in 1..<6 {
      let interruption = Interruption()
      let kept = Kept(interruption, enough: epoch)
      let seeds = testRun().seeds
      #expect(throws: Interrupted.self) {
        try outcome(name, learner, problem, Run(seeds: seeds, interruption: interruption, checkpoints: kept))
      }
      #expect(
        try outcome(name, learner, problem, Run(seeds: seeds, checkpoints: kept)) == whole, "stopped after \(epoch)")
    }
  }

  @Test(arguments: names) func `choices depend on the stream only where something is drawn`(name: String) throws {
    let scene = try SelectionScene("mlp", seed: 94)
    let strategy = try SelectionScene.strategy(name, try arguments(name))
    let choices = try (0..<6).map { seed in
      try strategy.choose(scene.round(fraction: 0.3), in: testRun(seed: UInt64(seed)))
    }
    #expect(choices[0] == (try strategy.choose(scene.round(fraction: 0.3), in: testRun(seed: 0))))
    let draws: Set = ["random", "adaptive_random", "el2n", "gradmatch_pb", "craig_pb", "glister"]
    #expect((Set(choices).count > 1) == draws.contains(name))
  }

  private func outcome(_ name: String, _ learner: String, _ problem: ValuationProblem, _ run: Run) throws -> Outcome {
    let training = try SelectedTraining(
      try SelectionScene.strategy(name, try arguments(name)), identity: name, of: problem, fraction: 0.3,
      training: try SelectionScene.learner(learner), in: run)
    return Outcome(
      chosen: training.chosen, cost: training.cost,
      outputs: try training.model.outputs(for: problem.validation.features))
  }
}
