public import Compute
public import Learning
public import Vocabulary

/// The examples of each class whose losses have the highest Shapley values: the hardest.
public struct HardnessSelection: SelectionStrategy {
  public static let card = Card(
    "hardness_shapley", .strategy, revision: 1,
    "Keeps examples as chg_shapley does, but by their losses alone: the hardest of each class, or, with "
      + "utility squared, those whose loss is nearest to the mean.",
    citation: "H. Cai, CHG Shapley: Efficient data valuation and selection towards trustworthy machine learning, "
      + "arXiv:2406.11730, 2024, ablation of Algorithm 2; squared is the utility of its code",
    formula: #"S = \bigcup_c \operatorname{top}_{\lfloor a n_c \rfloor} \phi^{(c)},\quad "#
      + #"v(S) = \frac1{|S|}\sum_{i\in S}\ell_i"#,
    symbols: [
      .init("S", "the examples kept"),
      .init("c", "a class, with n_c examples"),
      .init("a", "the fraction asked for"),
      .init(#"\phi^{(c)}"#, "values among the examples of class c"),
      .init("v(S)", "the mean loss of a coalition"),
      .init(#"\ell_i"#, "the loss of example i"),
    ],
    caution: "Hardness is not value: under label noise the hardest of each class are its wrong labels. With `utility: "
      + "squared` it keeps the typical instead.",
    complexity: "one forward pass over all examples and O(n log n) per choice",
    parameters: ValuedSelection.parameters + [HardnessUtility.parameter], synonyms: ["hardness", "loss_shapley"])

  private let selection: ValuedSelection
  private let utility: HardnessUtility

  public init(_ arguments: Arguments) {
    selection = ValuedSelection(Self.card, arguments)
    utility = arguments[HardnessUtility.parameter]
  }

  public var interval: Int? { selection.every }

  public func choose(_ round: SelectionRound, in run: Run) throws -> ChosenExamples {
    let losses = try round.terms().losses.map(Double.init)
    return try selection.choose(round) { positions in
      utility.shapleyValues(positions.map { losses[$0] }).values
    }
  }
}
