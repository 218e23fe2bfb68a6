public import Compute
import Datasets
public import Learning
public import Vocabulary

/// Every example in every epoch, to compare with.
public struct FullSelection: SelectionStrategy {
  public static let card = Card(
    "full", .strategy, revision: 1, "Trains on all examples in every epoch, whatever the fraction, to compare with.",
    formula: #"S = N"#,
    symbols: [
      .init("S", "the examples kept"),
      .init("N", "all training examples"),
    ],
    caution: "It ignores the fraction: what it reaches is the same at each, and is no bound for the others.",
    complexity: "no pass but those of the training", synonyms: ["all", "everything"])

  public static let takesAll = true
  public let interval: Int? = nil

  public init(_ arguments: Arguments) {}

  public func choose(_ round: SelectionRound, in run: Run) -> ChosenExamples {
    ChosenExamples(Array(0..<round.problem.train.count))
  }
}
