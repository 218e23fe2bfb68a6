public import Compute

/// The mean of each window and channel; without windows, of each whole image (global average pooling).
public final class AveragePool: Layer {
  private let pooling: Pooling?
  private var shape = Kept<[Int]>()

  public init(_ pooling: Pooling?) { self.pooling = pooling }

  public func forward(_ input: Tensor, _ pass: Pass) throws(DeviceError) -> Tensor {
    let pooling = pooling ?? Pooling(whole: input)
    let output = try pass.backend.allocate(pooling.outputShape(images: input.shape))
    pass.backend.averagePool(input, pooling, into: output)
    shape.keep(input.shape, in: pass)
    return output
  }

  public func backward(_ outputGradient: Tensor, needsInput: Bool, _ pass: Pass) throws(DeviceError) -> Tensor? {
    let shape = shape.take(for: "average pool")
    guard needsInput else { return nil }
    let inputGradient = try pass.backend.allocate(shape)
    pass.backend.averagePoolGradient(outputGradient, pooling ?? Pooling(whole: inputGradient), into: inputGradient)
    return inputGradient
  }
}
