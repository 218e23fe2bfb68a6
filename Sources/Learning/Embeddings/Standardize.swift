public import Compute
public import Datasets
public import Vocabulary

/// Each feature minus its training mean, divided by its training standard deviation (that of the n examples
/// themselves, divisor n). A feature that is constant in the training part only loses its mean. O(n · d).
public struct Standardize: Embedding {
  public static let card = Card(
    "standardize", .embedding, revision: 1,
    "Shifts and scales each feature to mean 0 and standard deviation 1 over the training part.",
    formula: #"x_j \mapsto (x_j - \mu_j) / \sigma_j"#,
    symbols: [
      .init("x_j", "a feature"),
      .init(#"\mu_j, \sigma_j"#, "its mean and standard deviation over the training part"),
    ], complexity: "O(n · d)",
    synonyms: ["standardise", "standard_scaler", "zscore", "z_score", "normalize"])
  public static let isCheap = true

  public init(_ arguments: Arguments) {}

  /// Throws ``LearningError`` for an empty training part or a feature that is no number.
  public func embed(_ partition: Partition, in run: Run) throws -> Partition {
    try partition.requireTraining(for: "standardize")
    try partition.train.requireFiniteFeatures()
    let means = partition.train.features.columnMeans
    let deviations = partition.train.features.columnDeviations.map { $0 == 0 ? 1 : $0 }
    return partition.mappingFeatures(keepsImages: true) { Self.scale($0.features, means, deviations) }
  }

  private static func scale(_ features: Matrix, _ means: [Double], _ deviations: [Double]) -> Matrix {
    var scaled = features
    for row in 0..<features.rows {
      for column in 0..<features.columns {
        scaled[row, column] = Float((Double(features[row, column]) - means[column]) / deviations[column])
      }
    }
    return scaled
  }
}
