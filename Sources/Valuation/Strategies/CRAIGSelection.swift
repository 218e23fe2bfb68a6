public import Compute
import Datasets
public import Learning
public import Vocabulary

/// Examples whose gradients stand for those near them in their class.
public struct CRAIGSelection: SelectionStrategy {
  public static let card = Card(
    "craig", .strategy, revision: 1,
    "Keeps in each class the examples to whose last-layer gradients all others are nearest in sum, at least one of each "
      + "class, weighted by how many they stand for; weights are scaled to mean one.",
    citation: "B. Mirzasoleiman et al., Coresets for data-efficient training of machine learning models, ICML 2020",
    formula: #"\min_{S_c} \sum_{i \in c} \min_{j \in S_c} \lVert g_i - g_j \rVert,\quad "#
      + #"w_j = |\{i \in c : j = \arg\min_{j' \in S_c} \lVert g_i - g_{j'} \rVert\}|"#,
    symbols: [
      .init("S_c", "the examples kept of class c"),
      .init("g_i", "the gradient of example i in the last layer"),
      .init("w_j", "how many examples example j stands for"),
    ],
    caution: "It covers gradients of the moment, not examples: near in gradient need not mean alike. A wrong label far "
      + "from all others may be kept as its own representative.",
    complexity:
      "one forward pass over all examples, 2 n_c² (d + classes) operations and 8 n_c² bytes for each class of n_c "
      + "examples, and up to a n_c³ for its picks per choice",
    parameters: [SelectionInterval.parameter, GradientDistance.parameter], synonyms: ["coreset"])

  private let every: Int
  private let distance: GradientDistance

  public init(_ arguments: Arguments) {
    every = arguments[SelectionInterval.parameter]
    distance = arguments[GradientDistance.parameter]
  }

  public var interval: Int? { every }

  public func choose(_ round: SelectionRound, in run: Run) throws -> ChosenExamples {
    let terms = try round.terms()
    try terms.requireUsableGradients(.training, for: Self.card.name)
    var (chosen, sizes): ([Int], [Int]) = ([], [])
    for positions in round.problem.train.positionsByClass {
      try run.checkInterruption()
      let location = FacilityLocation(
        distance.matrix(terms, of: positions, threads: run.threads), budget: round.wanted(of: positions.count))
      chosen += location.picks.map { positions[$0] }
      sizes += location.sizes
    }
    return ChosenExamples(chosen, scaledToMeanOne: sizes.map(Double.init))
  }
}
