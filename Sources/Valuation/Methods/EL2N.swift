public import Compute
import Datasets
import Learning
public import Vocabulary

/// How far predictions are from an example's label early in training, averaged over trainings.
public struct EL2N: SampledMethod {
  public static let card = Card(
    "el2n", .method, revision: 1,
    "Scores an example by how far the predicted probabilities are from its label early in training, a mean over trainings.",
    citation:
      "M. Paul, S. Ganguli and G. K. Dziugaite, Deep learning on a data diet: Finding important examples early in "
      + "training, NeurIPS 2021",
    formula: #"\phi_i = \frac1T\sum_{t=1}^T \lVert p_i(\theta_t) - e_{y_i} \rVert_2"#,
    symbols: [
      .init(#"\phi_i"#, "the score of example i"),
      .init("T", "the number of trainings"),
      .init(#"p_i(\theta_t)"#, "predicted probabilities early in training t"),
      .init("e_{y_i}", "1 at the label, 0 elsewhere"),
    ],
    caution: "Hardness is not value: wrong labels and instructive examples score high alike, and only the use decides "
      + "which end to keep. Scores sum to nothing and say nothing of validation examples.",
    complexity: "no evaluation of v; T model fits of `after` epochs, a forward pass each",
    parameters: EarlyScores.parameters, synonyms: ["error_l2_norm", "el2n_score"], direction: .higherIsHarder)

  private let scores: EarlyScores

  public init(_ arguments: Arguments) { scores = EarlyScores(Self.card, arguments) }

  public var batches: Int { scores.trainings }

  public func identity(ofBatch index: Int) -> Arguments { scores.identity }

  /// One training; throws ``ValuationError`` where it cannot be watched or is too short.
  public func batch(_ index: Int, of problem: ValuationProblem, in run: Run) throws -> Artifact {
    try scores.batch(index, of: problem, in: run) { gradients in
      // Without features the gradient is that of the bias, p − e_y.
      let bias = Matrix(rows: gradients.features.rows, columns: 0)
      return FactoredGradients(residuals: gradients.residuals, features: bias, rows: nil)
        .squaredNorms(threads: run.threads).map { $0.squareRoot() }
    }
  }

  public func combine(_ batches: [Artifact], for problem: ValuationProblem, in run: Run) throws -> DataValues {
    try scores.values(batches)
  }
}
