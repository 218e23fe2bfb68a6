import Compute
import Datasets
import Learning
import Vocabulary

/// Scores of examples early in training, averaged over independent trainings; each training is a batch.
struct EarlyScores {
  private let watched: WatchedModel
  let trainings: Int
  private let after: Int

  static let trainingsParameter = Parameter<Int>.integer(
    "trainings", 1...100_000, default: 10, unit: "fits",
    help: "Trainings from different initial weights and orders; raising it keeps what is known.",
    synonyms: ["seeds", "repeats", "runs", "ensembles"])
  static let afterParameter = Parameter<Int>.integer(
    "after", 0...1_000_000, default: 10, unit: "epochs",
    help: "Scores are those after so many epochs; no training goes further.", synonyms: ["epochs", "score_epoch"])

  static let parameters: [any DeclaredParameter] = [WatchedModel.parameter, trainingsParameter, afterParameter]

  init(_ method: Card, _ arguments: Arguments) {
    watched = WatchedModel(method, arguments)
    trainings = arguments[Self.trainingsParameter]
    after = arguments[Self.afterParameter]
  }

  /// What one training depends on besides its number.
  var identity: Arguments { Arguments(["model": .component(watched.model), "after": .integer(after)]) }

  /// The scores of all examples, [n], in a training of its own stream.
  ///
  /// Throws ``ValuationError/tooFewEpochs(method:after:epochs:)`` where the model trains for less.
  func batch(
    _ index: Int, of problem: ValuationProblem, in run: Run, score: (FactoredGradients) -> [Double]
  ) throws -> Artifact {
    let learner = try watched.learner(for: problem)
    guard after <= learner.epochs else {
      throw ValuationError.tooFewEpochs(method: watched.method, after: after, epochs: learner.epochs)
    }
    let part = run.with(seeds: run.seeds.branch("training").branch(index))
    let training = try learner.train(on: problem.train, upTo: after, in: part)
    let scores = score(FactoredGradients(try training.terms()))
    return Artifact([.init("scores", .array(NumericArray(shape: [scores.count], .float64(scores))))])
  }

  /// Means over trainings, with standard errors where there are two.
  func values(_ batches: [Artifact]) throws -> DataValues {
    let scores = batches.map(Self.scores)
    let examples = scores.first?.indices ?? 0..<0
    let columns = examples.map { example in scores.map { $0[example] } }
    let count = Double(scores.count)
    return try DataValues(
      values: columns.map(Statistics.mean),
      standardErrors: scores.count < 2 ? nil : columns.map { (Statistics.variance($0) / count).squareRoot() },
      modelFits: scores.count
    ).checked(watched.method)
  }

  private static func scores(_ batch: Artifact) -> [Double] {
    guard case .float64(let scores)? = batch.array("scores")?.elements else {
      preconditionFailure("no scores in a batch of \(batch.items.map(\.name))")
    }
    return scores
  }
}
