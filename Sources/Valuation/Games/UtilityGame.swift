public import Compute
import Datasets
public import Learning
import Vocabulary

/// The players are training examples, and a coalition is worth the validation accuracy of the model it trains.
///
/// v(∅) is the share of the most frequent validation label. A utility is a pure function of the coalition: its members
/// are taken in ascending order, and every fit draws from the same stream.
public struct UtilityGame: Game {
  public let emptyUtility: Double
  private let learner: any Learner
  private let problem: ValuationProblem
  private let seeds: SeedStream

  /// The game of one learner on some data; throws where there is nothing to train or to validate on.
  public init(_ learner: any Learner, on problem: ValuationProblem, seeds: SeedStream) throws(ValuationError) {
    guard problem.train.count > 0 else { throw .noExamples(.training) }
    guard problem.validation.count > 0 else { throw .noExamples(.validation) }
    (self.learner, self.problem, self.seeds) = (learner, problem, seeds)
    emptyUtility = Self.majorityRate(problem.validation)
  }

  /// The game of a study's model, drawing from the stream that all methods of a case share.
  init(model: ComponentValue, on problem: ValuationProblem, in run: Run) throws(ValuationError) {
    try self.init(makeLearner(model), on: problem, seeds: Self.stream(of: run))
  }

  /// The stream of every fit of a case, so that equal coalitions have equal utilities in all methods.
  static func stream(of run: Run) -> SeedStream { run.seeds.branch("fit") }

  public var players: Int { problem.train.count }

  /// One fit for each coalition but the empty one, in parallel.
  public func utilities(of coalitions: [Coalition], in run: Run) throws -> [Double] {
    try mapBlocks(coalitions.count, threads: run.threads) { index in
      try run.checkInterruption()
      return try utility(of: coalitions[index].members, in: run.part(seeds: seeds))
    }
  }

  /// v(N). One fit.
  public func fullUtility(in run: Run) throws -> Double {
    try utility(of: Array(0..<players), in: run.part(seeds: seeds))
  }

  private func utility(of members: [Int], in run: Run) throws -> Double {
    guard !members.isEmpty else { return emptyUtility }
    try problem.train.requireClasses(for: "a game of accuracies")
    return try learner.fit(problem.train.subset(members), weights: nil, in: run).accuracy(on: problem.validation)
  }

  private static func majorityRate(_ examples: Examples) -> Double {
    var counts = [Int](repeating: 0, count: examples.classes)
    for label in examples.labels { counts[label] += 1 }
    return Double(counts.max() ?? 0) / Double(examples.count)
  }
}
