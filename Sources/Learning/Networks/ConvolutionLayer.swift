public import Compute

/// A convolution of images [n, height, width, channels], with a bias unless a normalisation follows.
public final class ConvolutionLayer: Layer {
  public let name: String
  /// [outputs, size, size, channels / groups]
  public let weight: NetworkParameter
  /// [outputs]
  public let bias: NetworkParameter?
  private let convolution: Convolution
  private var input = Kept<Tensor>()

  /// Square kernels of side `size`.
  public init(
    _ name: String, channels: Int, outputs: Int, size: Int, _ convolution: Convolution, hasBias: Bool = true,
    _ start: Initialisation
  ) throws(DeviceError) {
    precondition(channels % convolution.groups == 0, "\(channels) channels in \(convolution.groups) groups")
    (self.name, self.convolution) = (name, convolution)
    let seen = channels / convolution.groups
    weight = try start.weights("\(name).weight", [outputs, size, size, seen], inputs: size * size * seen)
    bias = hasBias ? try start.constants("\(name).bias", [outputs], 0) : nil
  }

  public var parameters: [NetworkParameter] { [weight] + (bias.map { [$0] } ?? []) }

  public func forward(_ input: Tensor, _ pass: Pass) throws(DeviceError) -> Tensor {
    let shape = convolution.outputShape(images: input.shape, kernels: weight.value.shape)
    let output = try pass.backend.allocate(shape)
    pass.backend.convolve(input, weight.value, convolution, into: output)
    if let bias { pass.backend.addRow(bias.value, to: output) }
    self.input.keep(input, in: pass)
    return output
  }

  public func backward(_ outputGradient: Tensor, needsInput: Bool, _ pass: Pass) throws(DeviceError) -> Tensor? {
    let (backend, input) = (pass.backend, self.input.take(for: name))
    if let gradient = weight.gradient {
      backend.convolveKernelGradient(input, outputGradient, convolution, into: gradient)
    }
    if let gradient = bias?.gradient { backend.sumRows(outputGradient, into: gradient) }
    guard needsInput else { return nil }
    let inputGradient = try backend.allocate(input.shape)
    backend.convolveImageGradient(outputGradient, weight.value, convolution, into: inputGradient)
    return inputGradient
  }
}
