public import Compute
import Learning
public import Vocabulary

/// The Shapley value of loss-weighted last-layer gradients, averaged over the epochs of one training.
public struct CHGShapley: ValuationMethod {
  public static let card = Card(
    "chg_shapley", .method, revision: 1,
    "Values an example by the gain in loss that its loss-weighted last-layer gradient promises, over one training; with "
      + "per_class, values of different classes are not comparable.",
    citation: "H. Cai, CHG Shapley: Efficient data valuation and selection towards trustworthy machine learning, "
      + "arXiv:2406.11730, 2024, Algorithm 1",
    formula: #"v(S) = \|\alpha\|^2 - \|\bar x_S - \alpha\|^2,\quad x_i = \ell_i\,(p_i - e_{y_i}) \otimes (h_i, 1),"#
      + #"\quad \phi_j = \frac{\|\alpha\|^2}{n} - A_n\Bigl(\|x_j-\alpha\|^2 - \frac1n\sum_i\|x_i-\alpha\|^2\Bigr)"#,
    symbols: [
      .init("v(S)", "how far a step along the coalition's mean gradient is promised to lower the loss"),
      .coalition,
      .init("x_i", "the gradient of example i in the last layer, times its loss"),
      .init(#"\bar x_S"#, "their mean over a coalition"),
      .init(#"\alpha"#, "their mean over all examples"),
      .init(#"\ell_i"#, "the loss of example i"),
      .residual,
      .features,
      .init(#"\phi_j"#, "the value of example j"),
      .examples,
      .init("A_n", "a constant of n alone: 3/4, 3/8, 8/27 for two, three and four examples"),
    ],
    caution:
      "It is no value of accuracy: no validation example is looked at, and what is paid for is a gradient near to "
      + "the mean of all training examples, wrong labels included. Since the target is that mean, the ranking is by "
      + "distance to it and by nothing else.",
    complexity: "no evaluation of v; one model fit; a forward pass and 4 n d classes operations for each epoch watched",
    parameters: EpochAverage.parameters + [GradientPart.parameter],
    synonyms: ["chg", "chg_sv"],
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
      try terms.gradientValues(of: part, weightedByLoss: true, threads: run.threads)
    }
  }

  /// l_i (p_i − e_y), [n, classes]: the loss is a factor, not a part of what is differentiated.
  static func weightedByLoss(_ terms: LastLayerTerms) -> Matrix {
    var weighted = terms.residuals
    let classes = weighted.columns
    weighted.elements.withUnsafeMutableBufferPointer { elements in
      for (row, loss) in terms.losses.enumerated() {
        for label in 0..<classes { elements[row * classes + label] *= loss }
      }
    }
    return weighted
  }
}
