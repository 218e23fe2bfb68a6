public import Compute
import Datasets
public import Learning
public import Vocabulary

/// Batches whose gradients stand for those near them.
public struct CRAIGBatchSelection: SelectionStrategy {
  public static let card = Card(
    "craig_pb", .strategy, revision: 1,
    "Keeps the random batches to whose last-layer gradients all others are nearest in sum; examples are weighted by how "
      + "many batches theirs stands for, the last batch is cut to the number wanted, and weights are scaled to mean one.",
    citation:
      "B. Mirzasoleiman et al., Coresets for data-efficient training of machine learning models, ICML 2020; per "
      + "batch as in K. Killamsetty et al., GRAD-MATCH, ICML 2021",
    formula: #"\min_{|S| \le \lceil k/B \rceil} \sum_b \min_{s \in S} \lVert g_b - g_s \rVert,\quad "#
      + #"w_s = |\{b : s = \arg\min_{s' \in S} \lVert g_b - g_{s'} \rVert\}|"#,
    symbols: [
      .init("S", "the batches kept"),
      .init("b", "a batch"),
      .init("g_b", "its mean gradient in the last layer"),
      .init("k", "the number of examples wanted"),
      .init("B", "the batch size"),
      .init("w_s", "how many batches batch s stands for"),
    ],
    caution:
      "It chooses whole batches, so that an example is kept for its company. Which batches there are is drawn at "
      + "random.",
    complexity:
      "one forward pass over all examples, 2 n d classes + 2 P² d classes operations and up to P² k/B for the picks "
      + "per choice, for P batches",
    parameters: [SelectionInterval.parameter, ExampleBatches.sizeParameter, GradientDistance.parameter],
    synonyms: ["craigpb", "craig_per_batch"])

  private let every: Int
  private let batchSize: Int
  private let distance: GradientDistance

  public init(_ arguments: Arguments) {
    every = arguments[SelectionInterval.parameter]
    batchSize = arguments[ExampleBatches.sizeParameter]
    distance = arguments[GradientDistance.parameter]
  }

  public var interval: Int? { every }

  public func choose(_ round: SelectionRound, in run: Run) throws -> ChosenExamples {
    let (batches, products) = try ExampleBatches.drawn(
      for: round, size: batchSize, strategy: Self.card.name, in: run)
    let location = FacilityLocation(distance.matrix(products), budget: batches.count(holding: round.wanted))
    return batches.examples(
      of: zip(location.picks, location.sizes).map { ($0, Double($1)) }, wanted: round.wanted,
      drawnFrom: run.seeds.branch("fill"))
  }
}
