public import Compute

/// Drops numbers at random in training and scales up the rest (Srivastava et al., JMLR 2014); inference keeps all.
public final class Dropout: Layer {
  public let name: String
  private let rate: Double
  private var mask = Kept<DropoutMask>()

  /// The name picks the branch of a pass's stream.
  public init(_ name: String, rate: Double) { (self.name, self.rate) = (name, rate) }

  public func forward(_ input: Tensor, _ pass: Pass) throws(DeviceError) -> Tensor {
    guard case .training(let seeds) = pass.mode else { return input }
    let mask = DropoutMask(stream: seeds.branch(name), rate: rate)
    self.mask.keep(mask, in: pass)
    let output = try pass.backend.allocate(input.shape)
    pass.backend.drop(input, mask, into: output)
    return output
  }

  public func backward(_ outputGradient: Tensor, needsInput: Bool, _ pass: Pass) throws(DeviceError) -> Tensor? {
    let mask = mask.take(for: name)
    guard needsInput else { return nil }
    let inputGradient = try pass.backend.allocate(outputGradient.shape)
    pass.backend.drop(outputGradient, mask, into: inputGradient)
    return inputGradient
  }
}
