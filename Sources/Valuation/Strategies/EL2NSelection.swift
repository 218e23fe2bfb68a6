public import Compute
import Datasets
public import Learning
public import Vocabulary

/// The examples whose prediction is farthest from their label early in training, kept throughout.
public struct EL2NSelection: SelectionStrategy {
  /// What an example is scored by.
  enum Measure: String, CaseIterable {
    case el2n, grand
  }

  /// Which end of the scores is kept.
  enum End: String, CaseIterable {
    case hard, easy
  }

  static let trainingsParameter = Parameter<Int>.integer(
    "trainings", 1...1_000, default: 3, unit: "fits",
    help: "Trainings whose scores are averaged; the authors take 10.", synonyms: ["seeds", "repeats", "runs"])
  static let afterParameter = Parameter<Int>.integer(
    "after", 0...1_000_000, default: 10, unit: "epochs",
    help: "Epochs of each of them ahead of the score; the model must train for as many.", synonyms: ["score_epoch"])
  static let measureParameter = Parameter<Measure>.choice(
    "score", default: .el2n, help: "The length of the error, or of the last layer's gradient.")
  static let keepParameter = Parameter<End>.choice(
    "keep", default: .hard, help: "Keep the highest scores or the lowest.")

  public static let card = Card(
    "el2n", .strategy, revision: 1,
    "Keeps the examples with the longest error vectors, or last-layer gradients, early in trainings of their own, or the "
      + "shortest, once and for all.",
    citation:
      "M. Paul et al., Deep learning on a data diet: Finding important examples early in training, NeurIPS 2021",
    formula: #"s_i = \frac1R\sum_{r=1}^R \lVert p^{(r)}(x_i) - e_{y_i}\rVert_2"#,
    symbols: [
      .init("s_i", "the score of example i"),
      .init("R", "the number of trainings"),
      .init("p^{(r)}", "predicted probabilities early in training r"),
      .init("e_{y_i}", "1 at the label, 0 elsewhere"),
    ],
    caution:
      "Hardness is not value: under label noise the longest errors are those of wrong labels. The scores come from "
      + "trainings of their own, whose passes are counted as cost.",
    complexity: "`trainings` times `after` epochs and a forward pass over all examples, once",
    parameters: [trainingsParameter, afterParameter, measureParameter, keepParameter],
    synonyms: ["grand", "error_l2_norm", "data_diet"])

  private let trainings: Int
  private let after: Int
  private let measure: Measure
  private let keep: End

  public init(_ arguments: Arguments) {
    trainings = arguments[Self.trainingsParameter]
    after = arguments[Self.afterParameter]
    measure = arguments[Self.measureParameter]
    keep = arguments[Self.keepParameter]
  }

  public let interval: Int? = nil

  /// Throws ``ValuationError/tooFewEpochs(method:after:epochs:)`` where the model trains for less.
  public func choose(_ round: SelectionRound, in run: Run) throws -> ChosenExamples {
    var sums = [Double](repeating: 0, count: round.problem.train.count)
    for training in 0..<trainings {
      let scores = try scores(of: round, in: run.with(seeds: run.seeds.branch("training").branch(training)))
      for example in sums.indices { sums[example] += scores[example] }
    }
    let order = keep == .hard ? Statistics.descending(sums) : Statistics.ascending(sums)
    return ChosenExamples(Array(order.prefix(round.wanted)))
  }

  /// One training on everyone, stopped early.
  private func scores(of round: SelectionRound, in run: Run) throws -> [Double] {
    let train = round.problem.train
    guard after <= round.learner.epochs else {
      throw ValuationError.tooFewEpochs(method: Self.card.name, after: after, epochs: round.learner.epochs)
    }
    let terms = try round.learner.train(on: train, upTo: after, in: run).terms()
    round.spend(SelectionCost(trained: after * train.count, asked: train.count))
    try terms.requireUsableGradients(.training, for: Self.card.name)
    let squares = measure == .el2n ? terms.squaredErrors : terms.squaredGradientNorms
    return squares.map { $0.squareRoot() }
  }
}
