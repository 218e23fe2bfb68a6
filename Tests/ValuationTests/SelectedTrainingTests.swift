import Compute
import Datasets
import Learning
import Synchronization
import Testing
import Vocabulary

@testable import Valuation

/// Takes turns: example k of three in round k, of weight 2, and asks the training about all.
private struct Turns: SelectionStrategy {
  static let card = Card("turns", .strategy, revision: 1, "Takes turns.")
  let interval: Int? = 2
  init(_ arguments: Arguments = Arguments()) {}

  func choose(_ round: SelectionRound, in run: Run) throws -> ChosenExamples {
    let losses = try round.terms().losses
    #expect(losses.count == round.problem.train.count)
    #expect(try round.validationTerms().losses.count == round.problem.validation.count)
    round.spend(SelectionCost(trained: 1000))
    return ChosenExamples([round.epoch / 2 % 3], weights: [2])
  }
}

@Suite struct SelectedTrainingTests {
  private let data = RandomData.reals(train: 12, validation: 1, seed: 4).train
  private let run = Run(seeds: SeedStream(root: 3))

  private func train(_ strategy: any SelectionStrategy, fraction: Double = 0.25, epochs: Int = 5) throws
    -> SelectedTraining
  {
    try SelectedTraining(
      strategy, identity: "test", of: ValuationProblem(train: data, validation: data.subset([1, 2])),
      fraction: fraction,
      training: SoftmaxRegression(Arguments(["epochs": .integer(epochs), "batch_size": .integer(4)])), in: run)
  }

  @Test func `a strategy is asked at epoch 0 and after every interval, and its passes are counted`() throws {
    let training = try train(Turns())
    #expect(training.chosen == ChosenExamples([2], weights: [2]))
    // Three rounds of 12 + 2 questions; an update of one example in each of five epochs, and what the strategy spent.
    #expect(training.cost == SelectionCost(trained: 5 + 3 * 1000, asked: 3 * 14))
  }

  @Test func `all examples give the model of a plain fit`() throws {
    let training = try train(FullSelection(Arguments()))
    let learner = SoftmaxRegression(Arguments(["epochs": .integer(5), "batch_size": .integer(4)]))
    let fit = try learner.fit(data, weights: nil, in: run.with(seeds: run.seeds.branch("training")))
    #expect(try training.model.outputs(for: data.features) == fit.outputs(for: data.features))
    #expect(training.cost == SelectionCost(trained: 60))
  }

  @Test func `a random subset stays, and an adaptive one changes with the interval`() throws {
    let (once, again) = (try train(RandomSelection(Arguments())), try train(RandomSelection(Arguments()), epochs: 1))
    #expect(once.chosen == again.chosen && once.chosen.positions.count == 3)
    let fresh = AdaptiveRandomSelection(Arguments(["every": .integer(2)]))
    let chosen = try [1, 2, 3, 5].map { try train(fresh, epochs: $0).chosen }
    #expect(chosen[0] == chosen[1] && chosen[1] != chosen[2] && chosen[2] != chosen[3])
    #expect(chosen[0] == once.chosen, "the first draw is that of the strategy that draws once")
  }

  @Test(arguments: [(0.01, 1), (0.25, 3), (0.29, 3), (1.0, 12)])
  func `a fraction asks for its floor of the examples, and for one at least`(_ fraction: Double, _ wanted: Int) throws {
    #expect(try train(RandomSelection(Arguments()), fraction: fraction, epochs: 1).chosen.positions.count == wanted)
  }
}
