public import Compute

/// What a linear last layer sees at one moment of training, where the training happens: ``LastLayerTerms`` that stay in the
/// memory of a device.
public struct DeviceTerms: Sendable {
  public let backend: any Backend
  /// Inputs of the last layer without the bias column, [n, d].
  public let features: Tensor
  /// p − e_y, [n, classes].
  public let residuals: Tensor
  /// Cross-entropy of each example, [n].
  public let losses: Tensor

  public init(backend: any Backend, features: Tensor, residuals: Tensor, losses: Tensor) {
    let count = losses.count
    precondition(
      features.shape.count == 2 && residuals.shape.count == 2 && losses.shape == [count]
        && features.shape[0] == count && residuals.shape[0] == count,
      "features \(features.shape), residuals \(residuals.shape) and losses \(losses.shape) of the same examples")
    (self.backend, self.features, self.residuals, self.losses) = (backend, features, residuals, losses)
  }
}
