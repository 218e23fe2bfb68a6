/// Where many models stand in Nesterov's accelerated descent (FISTA) with a preconditioner, side by side on one device.
///
/// All but the last three are [models, parameters]; those are [models].
public struct AcceleratedDescent: Sendable {
  /// What the last step reached.
  public let iterates: Tensor
  /// Where the gradient is taken.
  public let points: Tensor
  /// The gradient at the points, set before each step.
  public let gradients: Tensor
  /// The gradients times the preconditioner, set before each step.
  public let directions: Tensor
  /// The points, gradients and directions of the step before.
  public let lastPoints: Tensor
  public let lastGradients: Tensor
  public let lastDirections: Tensor
  /// Step lengths; of the step before.
  public let lengths: Tensor
  /// A length that always descends.
  public let safeLengths: Tensor
  /// FISTA's t.
  public let momenta: Tensor

  /// Models at zero. Throws where the device has no room.
  public init(models: Int, parameters: Int, safeLengths: [Float], on backend: any Backend) throws(DeviceError) {
    func zeros() throws(DeviceError) -> Tensor { try backend.tensor([models, parameters], filledWith: 0) }
    (iterates, points, gradients, directions) = (try zeros(), try zeros(), try zeros(), try zeros())
    (lastPoints, lastGradients, lastDirections) = (try zeros(), try zeros(), try zeros())
    lengths = try backend.tensor([models], filledWith: 1)
    self.safeLengths = try backend.tensor([models], safeLengths)
    momenta = try backend.tensor([models], filledWith: 1)
  }

  /// The number of models.
  var models: Int { iterates.shape[0] }
  /// The number of parameters of a model.
  var parameters: Int { iterates.shape[1] }
}
