public import Compute
import Datasets
public import Learning
public import Vocabulary

/// The players are training examples, and a coalition is worth the score, on the validation part, of the model it trains.
///
/// v(∅) is the score of a predictor that knows only the validation part's labels; see ``Score/emptyUtility(on:)``. A
/// utility is a pure function of the coalition: its members are taken in ascending order, every fit draws from the same
/// stream, and a population gives each model the same bits beside any others. What is known of the game already is not
/// computed again.
public struct UtilityGame: Game {
  public let emptyUtility: Double
  /// Names the game: equal families promise equal utilities.
  public let family: ContentKey
  private let learner: any Learner
  private let population: (any Population)?
  private let score: Score
  private let problem: ValuationProblem
  private let seeds: SeedStream

  /// The game of one model on some data; throws where there is nothing to train or to validate on, or where the score
  /// does not fit the data.
  public init(
    model: ComponentValue, score: Score = .accuracy, on problem: ValuationProblem, in run: Run
  ) throws {
    guard problem.train.count > 0 else { throw ValuationError.noExamples(.training) }
    guard problem.validation.count > 0 else { throw ValuationError.noExamples(.validation) }
    if case .confidence(let row) = score, row >= problem.validation.count {
      throw ValuationError.noValidationExample(row, count: problem.validation.count)
    }
    learner = makeLearner(model)
    population = try (learner as? any PopulationLearner)?.population(of: problem.train, in: run)
    (self.score, self.problem) = (score, problem)
    seeds = Self.stream(of: run)
    emptyUtility = try score.emptyUtility(on: problem.validation)
    family = Self.family(model, score, problem, seeds, device: try run.device.identity())
  }

  /// The stream of every fit of a case, so that equal coalitions have equal utilities in all methods.
  static func stream(of run: Run) -> SeedStream { run.seeds.branch("fit") }

  public var players: Int { problem.train.count }

  /// One fit for each coalition that is not empty and not known, in parallel.
  public func utilities(of coalitions: [Coalition], in run: Run) throws -> [Double] {
    try remembered(coalitions, of: self, in: run) { missing in
      try population.map { try fits(missing, $0, in: run) } ?? fits(missing, in: run)
    }
  }

  /// One fit at a time on all threads.
  private func fits(_ coalitions: [Coalition], in run: Run) throws -> [Double] {
    try mapBlocks(coalitions.count, threads: run.threads) { index in
      try run.checkInterruption()
      let members = problem.train.subset(coalitions[index].members)
      return try value(of: learner.fit(members, weights: nil, in: run.part(seeds: seeds)))
    }
  }

  /// Blocks of a population on all threads, smaller ones where whole blocks would leave a thread idle: a model has the
  /// same bits in any block.
  private func fits(_ coalitions: [Coalition], _ population: any Population, in run: Run) throws -> [Double] {
    let threads = run.threads(forBlocksOf: population)
    let width = max(1, min(population.width, (coalitions.count + threads - 1) / threads))
    let starts = Array(stride(from: 0, to: coalitions.count, by: width))
    return try mapBlocks(starts.count, threads: threads) { block in
      try run.checkInterruption()
      let members = coalitions[starts[block]..<min(starts[block] + width, coalitions.count)]
      let models = try population.models(members.map { Membership($0.members) }, in: run.part(seeds: seeds))
      return try mapBlocks(models.count, threads: run.threads / threads) { try value(of: models[$0]) }
    }.flatMap { $0 }
  }

  private func value(of model: any Model) throws -> Double {
    try score.value(of: model.outputs(for: problem.validation.features), on: problem.validation)
  }

  private static func family(
    _ model: ComponentValue, _ score: Score, _ problem: ValuationProblem, _ seeds: SeedStream,
    device: String
  ) -> ContentKey {
    let parts = [
      "utility@1", model.canonical, score.value.canonical, problem.train.digest.description,
      problem.validation.digest.description, seeds.description, LinearAlgebra.openBLASVersion,
      LinearAlgebra.openBLASCore,
    ]
    // The processor stays unnamed, as it was before there were other devices.
    let others = device == Device.cpu.name ? [] : [device]
    return ContentKey(of: (parts + others).joined(separator: "\n"))
  }
}

extension UtilityGame {
  /// Lets examples join one by one where the model can grow; `nil` where every coalition is a fit of its own.
  public func walk(in run: Run) throws -> (any GameWalk)? {
    guard let learner = learner as? any IncrementalLearner else { return nil }
    let fit = try learner.growingFit(
      on: problem.train, asked: problem.validation.features, in: run.part(seeds: seeds))
    return GrowingWalk(fit: fit, score: score, validation: problem.validation)
  }
}

/// A fit that examples join one by one, scored after each.
private struct GrowingWalk: GameWalk {
  var fit: any GrowingFit
  let score: Score
  let validation: Examples

  mutating func join(_ player: Int) throws -> Double {
    try fit.join(player)
    return try score.value(of: fit.outputs(), on: validation)
  }
}
