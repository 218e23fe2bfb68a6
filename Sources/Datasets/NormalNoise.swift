public import Compute

/// Normal draws that are added to every feature of some rows, as a ledger records them.
public struct NormalNoise: Sendable, Hashable {
  /// Whether each row of the ledger is noisy, [count].
  public let rows: [Bool]
  /// Standard deviation of the draws, in ``units``.
  public let deviation: Double
  public let units: Units
  public let stage: Stage
  /// Draw j of the branch of a row's number in its source is added to the row's feature j.
  public let draws: SeedStream

  /// What a deviation of 1 means.
  public enum Units: String, Sendable, Hashable, CaseIterable {
    /// Each feature's own standard deviation over the training part before the noise.
    case own
    /// 1 in the units of the feature.
    case absolute
  }

  /// Which features the draws are added to.
  public enum Stage: String, Sendable, Hashable, CaseIterable {
    /// Those of the source, which the embedding then sees.
    case beforeEmbedding = "before_embedding"
    /// Those that the embedding made.
    case afterEmbedding = "after_embedding"
  }

  public init(rows: [Bool], deviation: Double, units: Units, stage: Stage, draws: SeedStream) {
    (self.rows, self.deviation, self.units, self.stage, self.draws) = (rows, deviation, units, stage, draws)
  }

  /// The features of a part with the noise added; `scales` is what a deviation of 1 means for each feature, and `first` the
  /// part's first position in the ledger. O(noisy rows · features).
  func added(to examples: Examples, scales: [Double], first: Int) -> Matrix {
    var features = examples.features
    for position in 0..<examples.count where rows[first + position] {
      let draws = draws.branch(examples.rows[position])
      for feature in scales.indices where scales[feature] > 0 {
        let noise = deviation * scales[feature] * draws.normal(feature)
        features[position, feature] = Float(Double(features[position, feature]) + noise)
      }
    }
    return features
  }
}
