public import Compute
import Datasets
public import Learning
public import Vocabulary

/// A uniform subset, drawn anew after every interval.
public struct AdaptiveRandomSelection: SelectionStrategy {
  public static let card = Card(
    "adaptive_random", .strategy, revision: 1,
    "Trains on a uniform subset of the examples, drawn anew every so many epochs.",
    citation:
      "K. Killamsetty et al., GRAD-MATCH: Gradient matching based data subset selection for efficient deep model "
      + "training, ICML 2021, as a baseline",
    formula: #"S_e \sim \mathrm{Uniform}\{S : |S| = \lfloor a n \rfloor\}\quad\text{anew every so many epochs}"#,
    symbols: [
      .init("S_e", "the examples of epoch e and of those up to the next choice"),
      .init("a", "the fraction asked for"),
      .init("n", "the number of training examples"),
    ],
    caution:
      "A baseline, but not a weak one: over a long training it sees nearly all examples, which the training on one "
      + "small subset never does.",
    complexity: "no pass but those of the training", parameters: [SelectionInterval.parameter],
    synonyms: ["adaptive", "fresh_random"])

  private let every: Int

  public init(_ arguments: Arguments) { every = arguments[SelectionInterval.parameter] }

  public var interval: Int? { every }

  public func choose(_ round: SelectionRound, in run: Run) -> ChosenExamples {
    ChosenExamples(run.seeds.choose(round.wanted, from: round.problem.train.count))
  }
}
