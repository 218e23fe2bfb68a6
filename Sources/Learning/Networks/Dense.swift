public import Compute

/// A linear layer with bias: [n, inputs] to [n, outputs].
public final class Dense: Layer {
  public let name: String
  /// [outputs, inputs]
  public let weight: NetworkParameter
  /// [outputs]
  public let bias: NetworkParameter
  private var input = Kept<Tensor>()

  public init(_ name: String, inputs: Int, outputs: Int, _ start: Initialisation) throws(DeviceError) {
    self.name = name
    weight = try start.weights("\(name).weight", [outputs, inputs], inputs: inputs)
    bias = try start.constants("\(name).bias", [outputs], 0)
  }

  /// The last layer of a classifier, `head`, which starts with small weights: an untrained network then says that all
  /// classes are about as likely, however large its features are.
  public init(headOf inputs: Int, classes: Int, _ start: Initialisation) throws(DeviceError) {
    name = "head"
    weight = try start.smallWeights("head.weight", [classes, inputs])
    bias = try start.constants("head.bias", [classes], 0)
  }

  public var parameters: [NetworkParameter] { [weight, bias] }

  public func forward(_ input: Tensor, _ pass: Pass) throws(DeviceError) -> Tensor {
    let output = try pass.backend.allocate([input.rows, weight.value.shape[0]])
    pass.backend.multiply(input, transposed: false, weight.value, transposed: true, alpha: 1, beta: 0, into: output)
    pass.backend.addRow(bias.value, to: output)
    self.input.keep(input, in: pass)
    return output
  }

  public func backward(_ outputGradient: Tensor, needsInput: Bool, _ pass: Pass) throws(DeviceError) -> Tensor? {
    let (backend, input) = (pass.backend, self.input.take(for: name))
    if let gradient = weight.gradient {
      backend.multiply(outputGradient, transposed: true, input, transposed: false, alpha: 1, beta: 0, into: gradient)
    }
    if let gradient = bias.gradient { backend.sumRows(outputGradient, into: gradient) }
    guard needsInput else { return nil }
    let inputGradient = try backend.allocate(input.shape)
    backend.multiply(
      outputGradient, transposed: false, weight.value, transposed: false, alpha: 1, beta: 0, into: inputGradient)
    return inputGradient
  }
}
