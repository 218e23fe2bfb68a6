public import Compute
import Learning
public import Vocabulary

/// The Shapley value of the mean loss, averaged over the epochs of one training; it ranks by loss.
public struct HardnessShapley: ValuationMethod {
  public static let card = Card(
    "hardness_shapley", .method, revision: 1,
    "Values an example by its share in the mean loss over one training, so that the hardest come first, or, with utility "
      + "squared, by how near its loss is to the mean, so that higher is better; with per_class, values of different "
      + "classes are not comparable.",
    citation: "H. Cai, CHG Shapley: Efficient data valuation and selection towards trustworthy machine learning, "
      + "arXiv:2406.11730, 2024, ablation; its code has the squared utility",
    formula: #"v(S) = \frac1{|S|}\sum_{i\in S}\ell_i,\quad "#
      + #"\phi_j = \frac{H_n-1/n}{n-1}\,\ell_j - \frac{H_n-1}{n(n-1)}\sum_i \ell_i"#,
    symbols: [
      .init("v(S)", "the mean loss of a coalition"),
      .coalition,
      .init(#"\ell_i"#, "the loss of example i"),
      .init(#"\phi_j"#, "the value of example j"),
      .init("H_n", "the harmonic number 1 + 1/2 + … + 1/n"),
      .examples,
    ],
    caution:
      "Hardness is not value: the ranking is that of the losses, so wrong labels come with the hard examples at its "
      + "high end. With `utility: squared` it is another game, whose high end is what is typical.",
    complexity: "no evaluation of v; one model fit; a forward pass and O(n) for each epoch watched",
    parameters: EpochAverage.parameters + [HardnessUtility.parameter],
    synonyms: ["hardness", "loss_shapley"],
    direction: .higherIsHarder,
    axioms: [.efficiency, .symmetry, .linearity])

  let average: EpochAverage
  let utility: HardnessUtility

  public init(_ arguments: Arguments) {
    utility = arguments[HardnessUtility.parameter]
    average = EpochAverage(Self.card, arguments, form: utility.rawValue)
  }

  /// The hardest come first by mean loss, the most typical by squares.
  public var direction: Direction { utility == .meanLoss ? .higherIsHarder : .higherIsBetter }

  public func values(of problem: ValuationProblem, in run: Run) throws -> DataValues {
    try average.dataValues(of: problem, in: run) { terms in
      let losses = try terms.losses().map(Double.init)
      return { rows in utility.shapleyValues(rows.map { $0.map { losses[$0] } } ?? losses) }
    }
  }
}
