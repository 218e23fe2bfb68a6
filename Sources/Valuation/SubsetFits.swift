import Compute
import Datasets
import Learning
import Vocabulary

/// Fits of one learner on many subsets of some examples, together where the learner can.
struct SubsetFits {
  private let learner: any Learner
  private let population: (any Population)?
  private let examples: Examples

  init(_ model: ComponentValue, on examples: Examples, in run: Run) throws {
    learner = makeLearner(model)
    population = try (learner as? any PopulationLearner)?.population(of: examples, in: run)
    self.examples = examples
  }

  /// What `read` makes of the model of each membership, in order; every fit draws from the same stream. None may be
  /// empty. The result is the same whatever the threads.
  func map<Result: Sendable>(
    _ memberships: [Membership], seeds: SeedStream, in run: Run, _ read: @Sendable (any Model, Int) throws -> Result
  ) throws -> [Result] {
    guard let population else {
      return try mapBlocks(memberships.count, threads: run.threads) { index in
        try run.checkInterruption()
        let membership = memberships[index]
        let model = try learner.fit(
          examples.subset(membership.positions), weights: membership.weights, in: run.part(seeds: seeds))
        return try read(model, index)
      }
    }
    let starts = Array(stride(from: 0, to: memberships.count, by: population.width))
    let threads = run.threads(forBlocksOf: population)
    return try mapBlocks(starts.count, threads: threads) { block in
      try run.checkInterruption()
      let members = memberships[starts[block]..<min(starts[block] + population.width, memberships.count)]
      let models = try population.models(Array(members), in: run.part(seeds: seeds))
      return try mapBlocks(models.count, threads: run.threads / threads) { try read(models[$0], starts[block] + $0) }
    }.flatMap { $0 }
  }
}
