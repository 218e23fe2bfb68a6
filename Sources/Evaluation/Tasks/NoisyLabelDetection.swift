public import Compute
import Datasets
public import Vocabulary

/// Inspects training examples from the suspicious end of the ranking and counts how many with a wrong label turn up.
///
/// Lowest values come first, or highest where higher is harder; ties go by index. Wrong are labels that a corruption changed
/// and rows that the source knows to be corrupted. O(n log n).
public struct NoisyLabelDetection: EvaluationTask {
  public static let card = Card(
    "noisy_label_detection", .task, revision: 1,
    "Inspects training points from the suspicious end of the ranking, ties by index, and counts the corrupted ones.",
    citation: "K. F. Jiang et al., OpenDataVal: a Unified Benchmark for Data Valuation, NeurIPS 2023",
    formula: DetectionMeasures.formula,
    symbols: [
      .init("m", "the number of corrupted training examples"),
      .init("r_i", "the place of example i in the order of inspection"),
    ],
    caution: "It asks whether low values point to wrong labels, which is not the same as good values: a detector that "
      + "values nothing may win. A ranking by chance has an average precision near the share of wrong labels, not "
      + "1/2.", complexity: "O(n log n)",
    parameters: [DetectionMeasures.metricsParameter, DetectionMeasures.stepParameter],
    synonyms: ["noisy_detection", "mislabel_detection", "label_noise_detection", "discover_corrupted_sample"],
    tables: [DetectionMeasures.metrics, DetectionMeasures.curve],
    dataNeed: .groundTruth(corruptions: [LabelNoise.card.name], parameters: ["corrupted_rows"]))

  private let measures: DetectionMeasures

  public init(_ arguments: Arguments) {
    measures = DetectionMeasures(arguments, task: Self.card.name, corruption: LabelNoise.card.name)
  }

  /// `metrics` with the columns asked for, and `curve`.
  public var tables: [TableDeclaration] { measures.tables }

  /// Throws ``EvaluationError`` where nothing is known to be corrupted, or a metric has no meaning.
  public func evaluate(_ valued: ValuedData, in run: Run) throws -> Artifact {
    try measures.artifact(of: valued, corrupted: valued.partition.corrupted)
  }
}
