public import Compute
import Learning
public import Vocabulary

/// The Shapley value of plain last-layer gradients, averaged over the epochs of one training.
public struct GradientShapley: ValuationMethod {
  public static let card = Card(
    "gradient_shapley", .method, revision: 1,
    "Values an example as chg_shapley does, but by its gradient without the loss as a factor; with per_class, values of "
      + "different classes are not comparable.",
    citation: "H. Cai, CHG Shapley: Efficient data valuation and selection towards trustworthy machine learning, "
      + "arXiv:2406.11730, 2024, ablation",
    formula: #"v(S) = \|\alpha\|^2 - \|\bar x_S - \alpha\|^2,\quad x_i = (p_i - e_{y_i}) \otimes (h_i, 1)"#,
    symbols: [
      .init("v(S)", "how near a coalition's mean gradient comes to that of all"),
      .coalition,
      .init("x_i", "the gradient of example i in the last layer"),
      .init(#"\bar x_S"#, "their mean over a coalition"),
      .init(#"\alpha"#, "their mean over all examples"),
      .residual,
      .features,
    ],
    caution:
      "It is not `g_shapley`, which takes gradient steps and looks at validation examples. It ranks by distance to "
      + "the mean gradient of the training examples and by nothing else; what the loss adds is in `chg_shapley`.",
    complexity: "no evaluation of v; one model fit; a forward pass and 4 n d classes operations for each epoch watched",
    parameters: EpochAverage.parameters + [GradientPart.parameter],
    synonyms: ["gradient", "grad_shapley"],
    direction: .higherIsBetter,
    axioms: [.efficiency, .symmetry, .linearity])

  let average: EpochAverage
  private let part: GradientPart

  public init(_ arguments: Arguments) {
    part = arguments[GradientPart.parameter]
    average = EpochAverage(Self.card, arguments, form: part.rawValue)
  }

  public func values(of problem: ValuationProblem, in run: Run) throws -> DataValues {
    try average.dataValues(of: problem, in: run) { terms in
      try terms.gradientValues(of: part, weightedByLoss: false, threads: run.threads)
    }
  }
}
