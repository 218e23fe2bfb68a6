public import Compute
public import Datasets
public import Vocabulary

/// Each feature minus its training mean, divided by its training standard deviation (that of the n examples
/// themselves, divisor n). A feature that is constant in the training part only loses its mean. O(n · d).
public struct Standardize: Embedding {
  public static let card = Card(
    "standardize", .embedding, revision: 1,
    "Shifts and scales each feature to mean 0 and standard deviation 1 over the training part.",
    formula: #"x_j \mapsto (x_j - \mu_j) / \sigma_j"#, complexity: "O(n · d)",
    synonyms: ["standardise", "standard_scaler", "zscore", "z_score", "normalize"])
  public static let isCheap = true

  public init(_ arguments: Arguments) {}

  /// Throws ``LearningError`` for an empty training part or a feature that is no number.
  public func embed(_ partition: Partition, in run: Run) throws -> Partition {
    try partition.requireTraining(for: "standardize")
    try partition.train.requireFiniteFeatures()
    let means = partition.train.features.columnMeans
    let deviations = Self.deviations(of: partition.train.features, about: means)
    return partition.mappingFeatures(keepsImages: true) { Self.scale($0.features, means, deviations) }
  }

  /// Standard deviation of each column, [columns]; 1 where a column is constant.
  private static func deviations(of features: Matrix, about means: [Double]) -> [Double] {
    var squares = means.map { _ in 0.0 }
    var isConstant = means.map { _ in true }
    for row in 0..<features.rows {
      for column in 0..<features.columns {
        let offset = Double(features[row, column]) - means[column]
        squares[column] += offset * offset
        // Compared exactly: the mean of equal numbers may be rounded, and a deviation of 10⁻¹⁷ would blow up.
        isConstant[column] = isConstant[column] && features[row, column] == features[0, column]
      }
    }
    return zip(squares, isConstant).map { $1 ? 1 : ($0 / Double(features.rows)).squareRoot() }
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
