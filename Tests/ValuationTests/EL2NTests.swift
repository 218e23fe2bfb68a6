import Compute
import Datasets
import Learning
import Testing
import Vocabulary

@testable import Valuation

@Suite struct EL2NTests {
  @Test(arguments: SelectionScene.learners, ["el2n", "grand"])
  func `scores are means over trainings that are stopped early`(learner: String, score: String) throws {
    let scene = try SelectionScene(learner, seed: 71)
    let round = scene.round(fraction: 0.3)
    let strategy = try SelectionScene.strategy(
      "el2n", ["trainings": .integer(2), "after": .integer(3), "score": .text(score)])
    let chosen = try strategy.choose(round, in: testRun())
    var sums = [Double](repeating: 0, count: 60)
    for seed in 0..<2 {
      let run = testRun().with(seeds: testRun().seeds.branch("training").branch(seed))
      let training = try scene.learner.training(on: scene.problem.train, weights: nil, in: run)
      for epoch in 0..<3 { try training.run(epoch: epoch, on: nil) }
      for (example, length) in lengths(try training.terms(), score).enumerated() { sums[example] += length }
    }
    let order = sums.indices.sorted { sums[$0] > sums[$1] }
    #expect(chosen == ChosenExamples(Array(order.prefix(18))))
    #expect(round.cost == SelectionCost(trained: 2 * 3 * 60, asked: 2 * 60))
  }

  @Test func `no training is longer than the model's own, and the easy are the others`() throws {
    let long = try SelectionScene.strategy("el2n", ["after": .integer(7)])
    #expect(throws: ValuationError.tooFewEpochs(method: "el2n", after: 7, epochs: 6)) {
      try long.choose(SelectionScene("mlp", seed: 72).round(fraction: 0.5), in: testRun())
    }
    let scene = try SelectionScene("softmax_regression", seed: 72)
    let round = scene.round(fraction: 0.5)
    let arguments: [String: Value] = ["trainings": .integer(1), "after": .integer(6)]
    let hard = try SelectionScene.strategy("el2n", arguments).choose(round, in: testRun())
    #expect(round.cost == SelectionCost(trained: 6 * 60, asked: 60))
    let easy = try SelectionScene.strategy("el2n", arguments.merging(["keep": .text("easy")]) { $1 }).choose(
      round, in: testRun())
    #expect((hard.positions + easy.positions).sorted() == Array(0..<60))
  }

  @Test func `equal scores keep the first examples`() throws {
    // At zero weights every error is as long.
    let scene = try SelectionScene("softmax_regression", seed: 73)
    let strategy = try SelectionScene.strategy("el2n", ["after": .integer(0)])
    let chosen = try strategy.choose(scene.round(fraction: 0.1), in: testRun())
    #expect(chosen == ChosenExamples(Array(0..<6)))
  }

  private func lengths(_ terms: LastLayerTerms, _ score: String) -> [Double] {
    let plain = PlainGradients(terms)
    return plain.vectors.map { vector in
      // The bias part of a gradient is the error.
      let part = score == "el2n" ? Array(vector.suffix(terms.residuals.columns)) : vector
      return PlainGradients.dot(part, part).squareRoot()
    }
  }
}
