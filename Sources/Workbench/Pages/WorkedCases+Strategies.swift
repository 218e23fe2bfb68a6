import Compute
import Datasets
import Learning
import Plot
import Valuation
import Vocabulary

extension WorkedCases {
  private static let strategyArguments: [String: [String: Value]] = [
    "craig_pb": ["batch_size": .integer(2)],
    "gradmatch_pb": ["batch_size": .integer(2)],
    "el2n": ["trainings": .integer(3), "after": .integer(3)],
  ]

  /// What a strategy keeps of five examples after two epochs.
  static func strategy(_ card: Card) throws -> WorkedCase? {
    guard let learner = makeLearner(SmallData.softmax) as? any EpochLearner else { return nil }
    let arguments = arguments(card, strategyArguments)
    let training = try learner.training(on: SmallData.problem.train, weights: nil, in: SmallData.run)
    for epoch in 0..<2 { try training.run(epoch: epoch, on: nil) }
    let round = SelectionRound(SmallData.problem, fraction: 0.6, epoch: 2, learner: learner, training: training)
    let chosen = try Registries.strategy(ComponentValue(card, arguments)).choose(round, in: SmallData.run)
    let rows = (0..<SmallData.problem.train.count).map { example -> [String] in
      guard let place = chosen.positions.firstIndex(of: example) else { return SmallData.row(example) + ["no", "–"] }
      let weight = Double(chosen.weights?[place] ?? 1)
      return SmallData.row(example) + ["yes", NumberText.fixed(weight, decimals: 3)]
    }
    return WorkedCase(
      "\(SmallData.setting()) What is kept of a fraction of 0.6\(told(arguments, of: card)), after two epochs of "
        + "`\(SmallData.softmax.name)`:",
      columns: SmallData.columns + ["kept", "weight"], rows: rows)
  }
}
