public import Compute
public import Learning
public import Vocabulary

/// The examples of each class whose loss-weighted last-layer gradients have the highest Shapley values.
public struct CHGSelection: SelectionStrategy {
  public static let card = Card(
    "chg_shapley", .strategy, revision: 1,
    "Keeps the examples of highest CHG-Shapley value in each class, at least one of each, weighted by their values among "
      + "all that are kept; the lowest of min_max has weight 0 and is left out of the updates.",
    citation: "H. Cai, CHG Shapley: Efficient data valuation and selection towards trustworthy machine learning, "
      + "arXiv:2406.11730, 2024, Algorithm 2; mean_one is the weighting of its code",
    formula: #"S = \bigcup_c \operatorname{top}_{\lfloor a n_c \rfloor} \phi^{(c)},\quad "#
      + #"w = \frac{\phi^{(S)}-\min\phi^{(S)}}{\max\phi^{(S)}-\min\phi^{(S)}},\quad "#
      + #"x_i = \ell_i\,(p_i - e_{y_i}) \otimes (h_i, 1)"#,
    symbols: [
      .init("S", "the examples kept"),
      .init("c", "a class, with n_c examples"),
      .init("a", "the fraction asked for"),
      .init(#"\phi^{(c)}"#, "values among the examples of class c"),
      .init("w", "the weights of those kept, from values among them alone"),
      .init("x_i", "the gradient of example i in the last layer, times its loss"),
      .init(#"\ell_i"#, "the loss of example i"),
      .residual,
      .features,
    ],
    caution:
      "Its values are of one moment and of one class, not those of the method `chg_shapley`, which are means over a "
      + "training. What it keeps is typical by gradient; it does not look at validation examples, and need not beat a "
      + "fresh random subset.",
    complexity: "one forward pass over all examples and at most 4 (n + |S|) d classes operations per choice",
    parameters: ValuedSelection.parameters, synonyms: ["chg", "chg_selection"])

  private let selection: ValuedSelection

  public init(_ arguments: Arguments) { selection = ValuedSelection(Self.card, arguments) }

  public var interval: Int? { selection.every }

  public func choose(_ round: SelectionRound, in run: Run) throws -> ChosenExamples {
    let terms = try round.terms()
    let residuals = CHGShapley.weightedByLoss(terms)
    return try selection.choose(round) { positions in
      FactoredGradients(residuals: residuals, features: terms.features, rows: positions)
        .shapleyValues(threads: run.threads).values
    }
  }
}
