public import Compute
import Datasets
public import Learning
import Vocabulary

/// A model trained on what a strategy chose, and what that took.
public struct SelectedTraining {
  public let model: any Model
  /// What the last epoch was trained on.
  public let chosen: ChosenExamples
  /// All passes of updates and of choices.
  public let cost: SelectionCost

  /// Trains to the end, asking the strategy for examples at epoch 0 and then after every interval.
  ///
  /// Initial weights, orders of examples and draws of the strategy come from branches of `run.seeds`, so that strategies
  /// differ in their choices alone. `identity` tells the strategy with its arguments, for checkpoints.
  public init(
    _ strategy: any SelectionStrategy, identity: String, of problem: ValuationProblem, fraction: Double,
    training learner: any EpochLearner, in run: Run
  ) throws {
    var notes = SelectionNotes()
    let draws = run.seeds.branch("selection")
    // Some strategies look at the validation part, which a checkpoint's key knows from here alone.
    let watcher = "\(identity) \(fraction) validation: \(problem.validation.digest)"
    let training = try learner.train(
      on: problem.train, in: run.with(seeds: run.seeds.branch("training")), watcher: watcher, notes: &notes
    ) { epoch, training, notes in
      if strategy.isDue(at: epoch) {
        let round = SelectionRound(
          problem, fraction: fraction, epoch: epoch, learner: learner, training: training)
        notes.chosen = try strategy.choose(round, in: run.with(seeds: draws.branch(epoch)).silenced)
        notes.cost += round.cost
      }
      notes.cost.trained += notes.chosen?.positions.count ?? 0
      return notes.chosen
    }
    guard let chosen = notes.chosen else { preconditionFailure("a training without an epoch") }
    (model, self.chosen, cost) = (try training.model(), chosen, notes.cost)
  }
}

/// The choice in force and the cost so far.
private struct SelectionNotes: TrainingNotes {
  var chosen: ChosenExamples?
  var cost = SelectionCost()

  var artifact: Artifact {
    let counts: [Int64] = [Int64(cost.trained), Int64(cost.asked)]
    var items = [Artifact.Item("cost", .array(NumericArray(shape: [2], .int64(counts))))]
    if let chosen {
      let positions = chosen.positions.map { Int64($0) }
      items.append(.init("positions", .array(NumericArray(shape: [positions.count], .int64(positions)))))
      if let weights = chosen.weights {
        items.append(.init("weights", .array(NumericArray(shape: [weights.count], .float32(weights)))))
      }
    }
    return Artifact(items)
  }

  mutating func restore(_ artifact: Artifact) {
    guard case .int64(let counts)? = artifact.array("cost")?.elements, counts.count == 2 else {
      preconditionFailure("no cost among \(artifact.items.map(\.name))")
    }
    cost = SelectionCost(trained: Int(counts[0]), asked: Int(counts[1]))
    guard case .int64(let positions)? = artifact.array("positions")?.elements else { return }
    var weights: [Float]?
    if case .float32(let numbers)? = artifact.array("weights")?.elements { weights = numbers }
    chosen = ChosenExamples(positions.map { Int($0) }, weights: weights)
  }
}
