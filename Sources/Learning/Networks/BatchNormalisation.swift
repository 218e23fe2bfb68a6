public import Compute

/// Standardises each channel over the batch and its places, then scales and shifts it (Ioffe and Szegedy, ICML 2015).
///
/// Inference uses running moments, into which each training pass goes with the share `momentum`, its variance taken over
/// the count less one.
public final class BatchNormalisation: Layer {
  public let name: String
  private let scale: NetworkParameter
  private let shift: NetworkParameter
  private let runningMean: NetworkParameter
  private let runningVariance: NetworkParameter
  private let momentum: Float
  private let epsilon: Float
  private var kept = Kept<(input: Tensor, mean: Tensor, variance: Tensor)>()

  public init(
    _ name: String, channels: Int, momentum: Float = 0.1, epsilon: Float = 1e-5, _ start: Initialisation
  ) throws(DeviceError) {
    (self.name, self.momentum, self.epsilon) = (name, momentum, epsilon)
    scale = try start.constants("\(name).scale", [channels], 1)
    shift = try start.constants("\(name).shift", [channels], 0)
    runningMean = try start.statistics("\(name).running_mean", [channels], 0)
    runningVariance = try start.statistics("\(name).running_variance", [channels], 1)
  }

  public var parameters: [NetworkParameter] { [scale, shift, runningMean, runningVariance] }

  public func forward(_ input: Tensor, _ pass: Pass) throws(DeviceError) -> Tensor {
    guard pass.isTraining else { return try normalise(input, runningMean.value, runningVariance.value, pass.backend) }
    let (mean, variance) = (
      try pass.backend.allocate(scale.value.shape), try pass.backend.allocate(scale.value.shape)
    )
    pass.backend.moments(input, intoMean: mean, variance: variance)
    update(runningMean.value, mean, 1, pass.backend)
    update(runningVariance.value, variance, Float(input.rows) / Float(max(1, input.rows - 1)), pass.backend)
    kept.keep((input, mean, variance), in: pass)
    return try normalise(input, mean, variance, pass.backend)
  }

  private func normalise(
    _ input: Tensor, _ mean: Tensor, _ variance: Tensor, _ backend: any Backend
  ) throws(DeviceError) -> Tensor {
    let output = try backend.allocate(input.shape)
    backend.normalise(
      input, mean: mean, variance: variance, scale: scale.value, shift: shift.value, epsilon: epsilon, into: output)
    return output
  }

  private func update(_ running: Tensor, _ batch: Tensor, _ factor: Float, _ backend: any Backend) {
    backend.scale(running, by: 1 - momentum)
    backend.add(batch, times: momentum * factor, to: running)
  }

  public func backward(_ outputGradient: Tensor, needsInput: Bool, _ pass: Pass) throws(DeviceError) -> Tensor? {
    let (input, mean, variance) = kept.take(for: name)
    let inputGradient = try pass.backend.allocate(input.shape)
    if let scaleGradient = scale.gradient, let shiftGradient = shift.gradient {
      pass.backend.normaliseGradient(
        outputGradient, input: input, mean: mean, variance: variance, scale: scale.value, epsilon: epsilon,
        into: inputGradient, scaleGradient: scaleGradient, shiftGradient: shiftGradient)
    }
    return needsInput ? inputGradient : nil
  }
}
