public import Compute
import Learning
public import Vocabulary

/// The Shapley value of the mean loss, averaged over the epochs of one training; it ranks by loss.
public struct HardnessShapley: ValuationMethod {
  public static let card = Card(
    "hardness_shapley", .method, revision: 1,
    "Values an example by its share in the mean loss over one training, so that the hardest come first; with per_class, "
      + "values of different classes are not comparable.",
    citation: "H. Cai, CHG Shapley: Efficient data valuation and selection towards trustworthy machine learning, "
      + "arXiv:2406.11730, 2024, ablation (the utility of the paper, not the quadratic one of its code)",
    formula: #"v(S) = \frac1{|S|}\sum_{i\in S}\ell_i,\quad"#
      + #"\phi_j = \frac{H_n-1/n}{n-1}\,\ell_j - \frac{H_n-1}{n(n-1)}\sum_i \ell_i"#,
    complexity: "no evaluation of v; one model fit and O(n) per epoch",
    parameters: [EpochAverage.modelParameter, EpochAverage.perClassParameter],
    synonyms: ["hardness", "loss_shapley"],
    direction: .higherIsHarder,
    axioms: [.efficiency, .symmetry, .linearity])

  private let average: EpochAverage

  public init(_ arguments: Arguments) { average = EpochAverage(Self.card, arguments) }

  public func values(of problem: ValuationProblem, in run: Run) throws -> DataValues {
    try average.dataValues(of: problem, in: run) { terms, rows in
      let losses = rows.map { $0.map { Double(terms.losses[$0]) } } ?? terms.losses.map(Double.init)
      return (losses.reduce(0, +) / Double(losses.count), CHGValues.ofMeanLoss(losses))
    }
  }
}
