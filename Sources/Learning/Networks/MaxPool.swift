public import Compute

/// The largest number of each window and channel; without windows, of each whole image.
public final class MaxPool: Layer {
  private let pooling: Pooling?
  private var kept = Kept<(positions: Indices, shape: [Int])>()

  public init(_ pooling: Pooling?) { self.pooling = pooling }

  public func forward(_ input: Tensor, _ pass: Pass) throws(DeviceError) -> Tensor {
    let pooling = pooling ?? Pooling(whole: input)
    let shape = pooling.outputShape(images: input.shape)
    let (output, positions) = (try pass.backend.allocate(shape), try pass.backend.allocateIndices(shape))
    pass.backend.maxPool(input, pooling, into: output, positions: positions)
    kept.keep((positions, input.shape), in: pass)
    return output
  }

  public func backward(_ outputGradient: Tensor, needsInput: Bool, _ pass: Pass) throws(DeviceError) -> Tensor? {
    let (positions, shape) = kept.take(for: "max pool")
    guard needsInput else { return nil }
    let inputGradient = try pass.backend.allocate(shape)
    let pooling = pooling ?? Pooling(whole: inputGradient)
    pass.backend.maxPoolGradient(outputGradient, at: positions, pooling, into: inputGradient)
    return inputGradient
  }
}
