public import Compute
public import Learning
public import Vocabulary

/// The examples of each class whose plain last-layer gradients have the highest Shapley values.
public struct GradientSelection: SelectionStrategy {
  public static let card = Card(
    "gradient_shapley", .strategy, revision: 1,
    "Keeps examples as chg_shapley does, but by their gradients without the loss as a factor.",
    citation: "H. Cai, CHG Shapley: Efficient data valuation and selection towards trustworthy machine learning, "
      + "arXiv:2406.11730, 2024, ablation of Algorithm 2",
    formula: #"S = \bigcup_c \operatorname{top}_{\lfloor a n_c \rfloor} \phi^{(c)},\quad "#
      + #"x_i = (p_i - e_{y_i}) \otimes (h_i, 1)"#,
    symbols: [
      .init("S", "the examples kept"),
      .init("c", "a class, with n_c examples"),
      .init("a", "the fraction asked for"),
      .init(#"\phi^{(c)}"#, "values among the examples of class c"),
      .init("x_i", "the gradient of example i in the last layer"),
      .residual,
      .features,
    ],
    caution:
      "Its values are of one moment and of one class, not those of the method `gradient_shapley`. What it keeps is "
      + "near to the mean gradient, which says nothing of validation examples.",
    complexity: "one forward pass over all examples and at most 4 (n + |S|) d classes operations per choice",
    parameters: ValuedSelection.parameters, synonyms: ["gradient", "grad_shapley"])

  private let selection: ValuedSelection

  public init(_ arguments: Arguments) { selection = ValuedSelection(Self.card, arguments) }

  public var interval: Int? { selection.every }

  public func choose(_ round: SelectionRound, in run: Run) throws -> ChosenExamples {
    let terms = try round.terms()
    return try selection.choose(round) { positions in
      FactoredGradients(residuals: terms.residuals, features: terms.features, rows: positions)
        .shapleyValues(threads: run.threads).values
    }
  }
}
