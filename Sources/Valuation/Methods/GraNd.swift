public import Compute
import Datasets
import Learning
public import Vocabulary

/// How long an example's last-layer gradient is early in training, averaged over trainings.
public struct GraNd: SampledMethod {
  public static let card = Card(
    "grand", .method, revision: 1,
    "Scores an example by the length of its last-layer gradient early in training, a mean over trainings.",
    citation:
      "M. Paul, S. Ganguli and G. K. Dziugaite, Deep learning on a data diet: Finding important examples early in "
      + "training, NeurIPS 2021 (there of all parameters)",
    formula:
      #"\phi_i = \frac1T\sum_{t=1}^T \lVert p_i(\theta_t) - e_{y_i} \rVert_2\,\sqrt{\lVert h_i(\theta_t) \rVert^2 + 1}"#,
    symbols: [
      .init(#"\phi_i"#, "the score of example i"),
      .init("T", "the number of trainings"),
      .init(#"p_i(\theta_t)"#, "predicted probabilities early in training t"),
      .init("e_{y_i}", "1 at the label, 0 elsewhere"),
      .init("h_i", "what the last layer sees of example i"),
    ],
    caution:
      "Hardness is not value: wrong labels score high. The gradient is of the last layer alone, where its length is "
      + "that of the error times that of the features; the published score is of all parameters.",
    complexity: "no evaluation of v; T model fits of `after` epochs, a forward pass each",
    parameters: EarlyScores.parameters, synonyms: ["gradient_norm", "grand_score", "gradient_normed"],
    direction: .higherIsHarder)

  private let scores: EarlyScores

  public init(_ arguments: Arguments) { scores = EarlyScores(Self.card, arguments) }

  public var batches: Int { scores.trainings }

  public func identity(ofBatch index: Int) -> Arguments { scores.identity }

  /// One training; throws ``ValuationError`` where it cannot be watched or is too short.
  public func batch(_ index: Int, of problem: ValuationProblem, in run: Run) throws -> Artifact {
    try scores.batch(index, of: problem, in: run) { gradients in
      gradients.squaredNorms(threads: run.threads).map { $0.squareRoot() }
    }
  }

  public func combine(_ batches: [Artifact], for problem: ValuationProblem, in run: Run) throws -> DataValues {
    try scores.values(batches)
  }
}
