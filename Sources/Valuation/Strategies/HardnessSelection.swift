public import Compute
public import Learning
public import Vocabulary

/// The examples of each class whose losses have the highest Shapley values: the hardest.
public struct HardnessSelection: SelectionStrategy {
  /// What a set of losses is worth.
  enum Utility: String, CaseIterable {
    case meanLoss = "mean_loss"
    case squared
  }

  static let utilityParameter = Parameter<Utility>.choice(
    "utility", default: .meanLoss,
    help: "Keep the hardest, or, by the squared form of the author's code, those whose loss is closest to the mean.")

  public static let card = Card(
    "hardness_shapley", .strategy, revision: 1,
    "Keeps examples as chg_shapley does, but by their losses alone: the hardest of each class.",
    citation: "H. Cai, CHG Shapley: Efficient data valuation and selection towards trustworthy machine learning, "
      + "arXiv:2406.11730, 2024, ablation of Algorithm 2; squared is the utility of its code",
    formula: #"S = \bigcup_c \operatorname{top}_{\lfloor a n_c \rfloor} \phi^{(c)},\quad"#
      + #"v(S) = \frac1{|S|}\sum_{i\in S}\ell_i"#,
    complexity: "one forward pass over all examples and O(n log n) per choice",
    parameters: ValuedSelection.parameters + [utilityParameter], synonyms: ["hardness", "loss_shapley"])

  private let selection: ValuedSelection
  private let utility: Utility

  public init(_ arguments: Arguments) {
    selection = ValuedSelection(Self.card, arguments)
    utility = arguments[Self.utilityParameter]
  }

  public var interval: Int? { selection.every }

  public func choose(_ round: SelectionRound, in run: Run) throws -> ChosenExamples {
    let losses = try round.terms().losses.map(Double.init)
    return try selection.choose(round) { positions in values(of: positions.map { losses[$0] }) }
  }

  private func values(of losses: [Double]) -> [Double] {
    if utility == .meanLoss { return CHGValues.ofMeanLoss(losses) }
    let mean = losses.reduce(0, +) / Double(losses.count)
    return CHGValues.aboutMean(
      squaredDistances: losses.map { ($0 - mean) * ($0 - mean) }, squaredMean: mean * mean)
  }
}
