public import Compute
import Datasets
public import Vocabulary

/// Inspects training examples from the suspicious end of the ranking and counts how many with noise on their features turn
/// up.
///
/// Lowest values come first, or highest where higher is harder; ties go by index. Wrong labels play no part. O(n log n).
public struct NoisyFeatureDetection: EvaluationTask {
  public static let card = Card(
    "noisy_feature_detection", .task, revision: 1,
    "Inspects training points from the suspicious end of the ranking, ties by index, and counts those with noisy features.",
    citation: "K. F. Jiang et al., OpenDataVal: a Unified Benchmark for Data Valuation, NeurIPS 2023",
    formula: DetectionMeasures.formula,
    symbols: [
      .init("m", "the number of corrupted training examples"),
      .init("r_i", "the place of example i in the order of inspection"),
    ],
    caution:
      "It asks whether low values point to noisy rows, which is not the same as good values. A ranking by chance "
      + "has an average precision near the share of noisy rows, not 1/2.", complexity: "O(n log n)",
    parameters: [DetectionMeasures.metricsParameter, DetectionMeasures.stepParameter],
    synonyms: ["feature_noise_detection", "noisy_feature", "noisy_data_detection"],
    tables: [DetectionMeasures.metrics, DetectionMeasures.curve],
    dataNeed: .groundTruth(corruptions: [FeatureNoise.card.name], parameters: []))

  private let measures: DetectionMeasures

  public init(_ arguments: Arguments) {
    measures = DetectionMeasures(arguments, task: Self.card.name, corruption: FeatureNoise.card.name)
  }

  /// `metrics` with the columns asked for, and `curve`.
  public var tables: [TableDeclaration] { measures.tables }

  /// Throws ``EvaluationError`` where no features are noisy, or a metric has no meaning.
  public func evaluate(_ valued: ValuedData, in run: Run) throws -> Artifact {
    try measures.artifact(of: valued, corrupted: valued.partition.noisy)
  }
}
