public import Compute
import Datasets
public import Learning
public import Vocabulary

/// A uniform subset, drawn once before the training.
public struct RandomSelection: SelectionStrategy {
  public static let card = Card(
    "random", .strategy, revision: 1, "Trains on a uniform subset of the examples, drawn once.",
    formula: #"S \sim \mathrm{Uniform}\{S : |S| = \lfloor a n \rfloor\}"#,
    symbols: [
      .init("S", "the examples kept"),
      .init("a", "the fraction asked for"),
      .init("n", "the number of training examples"),
    ],
    caution: "It is one draw for the whole training; `adaptive_random` draws anew and is the harder baseline.",
    complexity: "no pass but those of the training", synonyms: ["random_subset", "uniform"])

  public let interval: Int? = nil

  public init(_ arguments: Arguments) {}

  public func choose(_ round: SelectionRound, in run: Run) -> ChosenExamples {
    ChosenExamples(run.seeds.choose(round.wanted, from: round.problem.train.count))
  }
}
