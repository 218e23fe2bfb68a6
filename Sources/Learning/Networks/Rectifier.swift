public import Compute

/// ReLU, min(max(x, 0), limit): without a limit by default, ReLU6 with a limit of 6 (Sandler et al., CVPR 2018).
public final class Rectifier: Layer {
  private let limit: Float
  private var output = Kept<Tensor>()

  public init(limit: Float = .infinity) { self.limit = limit }

  public func forward(_ input: Tensor, _ pass: Pass) throws(DeviceError) -> Tensor {
    let output = try pass.backend.allocate(input.shape)
    pass.backend.rectify(input, limit: limit, into: output)
    self.output.keep(output, in: pass)
    return output
  }

  public func backward(_ outputGradient: Tensor, needsInput: Bool, _ pass: Pass) throws(DeviceError) -> Tensor? {
    let output = self.output.take(for: "rectifier")
    guard needsInput else { return nil }
    let inputGradient = try pass.backend.allocate(output.shape)
    pass.backend.rectifyGradient(outputGradient, output: output, limit: limit, into: inputGradient)
    return inputGradient
  }
}
