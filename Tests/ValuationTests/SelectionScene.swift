import Compute
import Datasets
import Learning
import Testing
import Valuation
import Vocabulary

/// A problem in the middle of a training, at which strategies choose.
struct SelectionScene {
  static let learners = ["softmax_regression", "mlp"]

  let problem: ValuationProblem
  let learner: any EpochLearner
  let training: any EpochTraining

  /// After two epochs, when losses differ.
  init(_ name: String, train: Int = 60, validation: Int = 12, classes: Int = 3, seed: UInt64) throws {
    problem = RandomData.reals(train: train, validation: validation, features: 4, classes: classes, seed: seed)
    learner = try Self.learner(name)
    training = try learner.training(on: problem.train, weights: nil, in: testRun())
    for epoch in 0..<2 { try training.run(epoch: epoch, on: nil) }
  }

  func round(fraction: Double) -> SelectionRound {
    SelectionRound(problem, fraction: fraction, epoch: 2, learner: learner, training: training)
  }

  static func learner(_ name: String) throws -> any EpochLearner {
    let type = try #require(Learning.learners.first { $0.card.name == name })
    var values: [String: Value] = ["epochs": .integer(6), "batch_size": .integer(8)]
    if name == "mlp" { values["hidden"] = .list([.integer(5)]) }
    return try #require(type.init(Arguments(values)) as? any EpochLearner)
  }

  /// The arguments given, the rest by default; early means early enough for the scene's learners.
  static func strategy(_ name: String, _ values: [String: Value] = [:]) throws -> any SelectionStrategy {
    let early: [String: Value] = name == "el2n" ? ["after": .integer(4)] : [:]
    return try #require(selectionStrategies.first { $0.card.name == name })
      .init(Arguments(early.merging(values) { $1 }))
  }
}
