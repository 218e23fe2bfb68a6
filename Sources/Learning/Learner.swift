public import Compute
public import Datasets
public import Vocabulary

/// A way to fit a model. Settings and fitted model are two types, so "used before fitting" cannot be written.
public protocol Learner: Component {
  /// Fits a model; a pure function of the examples, the weights and `run.seeds`. `weights` is [examples.count] or nil for ones.
  func fit(_ examples: Examples, weights: [Float]?, in run: Run) throws -> any Model
}

/// A fitted model.
public protocol Model: Sendable {
  /// What it says of rows of features, [rows, features]. Throws ``DeviceError`` where the device it lies on fails.
  func outputs(for features: Matrix) throws -> Outputs
}

/// What a linear last layer sees at one moment of training: gradients factor as residual ⊗ (features, 1).
public struct LastLayerTerms: Sendable {
  /// Inputs of the last layer without the bias column, [n, d].
  public let features: Matrix
  /// p − e_y, [n, classes].
  public let residuals: Matrix
  /// Cross-entropy of each example, [n].
  public let losses: [Float]

  public init(features: Matrix, residuals: Matrix, losses: [Float]) {
    (self.features, self.residuals, self.losses) = (features, residuals, losses)
  }
}
