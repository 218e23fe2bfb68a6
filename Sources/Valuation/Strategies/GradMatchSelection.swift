public import Compute
import Datasets
public import Learning
public import Vocabulary

/// Batches whose weighted gradients add up to nearly the gradient of all.
public struct GradMatchSelection: SelectionStrategy {
  public static let card = Card(
    "gradmatch_pb", .strategy, revision: 1,
    "Keeps random batches whose last-layer gradients, with weights that are not negative, match the sum over all batches; "
      + "examples have their batch's weight, missing ones are drawn with weight 1, the last batch is cut to the number "
      + "wanted, and weights are scaled to mean one.",
    citation:
      "K. Killamsetty et al., GRAD-MATCH: Gradient matching based data subset selection for efficient deep model "
      + "training, ICML 2021, per batch and without its regularisation",
    formula: #"\min_{w \ge 0,\ |w|_0 \le \lceil k/B \rceil} \Bigl\| \sum_b g_b - \sum_b w_b g_b \Bigr\|"#,
    symbols: [
      .init("w_b", "the weight of batch b, not negative"),
      .init("g_b", "its mean gradient in the last layer"),
      .init("k", "the number of examples wanted"),
      .init("B", "the batch size"),
    ],
    caution:
      "It matches the training gradient of the moment, wrong labels included, and not that of the validation part. "
      + "Examples have the weight of their batch, not one of their own.",
    complexity:
      "one forward pass over all examples, 2 n d classes + 2 P² d classes + O(P (k/B)²) operations per choice "
      + "for P batches",
    parameters: [SelectionInterval.parameter, ExampleBatches.sizeParameter],
    synonyms: ["gradmatch", "grad_match", "gradmatchpb", "omp"])

  private let every: Int
  private let batchSize: Int

  public init(_ arguments: Arguments) {
    every = arguments[SelectionInterval.parameter]
    batchSize = arguments[ExampleBatches.sizeParameter]
  }

  public var interval: Int? { every }

  public func choose(_ round: SelectionRound, in run: Run) throws -> ChosenExamples {
    let (batches, products) = try ExampleBatches.drawn(
      for: round, size: batchSize, strategy: Self.card.name, in: run)
    let pursuit = try MatchingPursuit(products, budget: batches.count(holding: round.wanted))
    return batches.examples(
      of: pursuit.chosen.map { ($0.gradient, $0.weight) }, wanted: round.wanted, drawnFrom: run.seeds.branch("fill"))
  }
}
