public import Compute

/// Layers that make features [n, d] of examples, and a linear head that makes logits [n, classes] of features.
public final class Network {
  private let body: LayerSequence
  public let head: Dense

  /// Stops where two parameters have one name, since names pick the draws they start from.
  public init(_ layers: [any Layer], head: Dense) {
    (body, self.head) = (LayerSequence(layers), head)
    let names = parameters.map { $0.name }
    precondition(Set(names).count == names.count, "two parameters of one name among \(names)")
  }

  /// All parameters, the body's first, in the order of the layers.
  public var parameters: [NetworkParameter] { body.parameters + head.parameters }

  /// The number of numbers that training moves.
  public var parameterCount: Int { parameters.reduce(0) { $0 + ($1.gradient == nil ? 0 : $1.value.count) } }

  /// What the network says of a batch of examples: the inputs of its last layer, and logits.
  public func forward(
    _ input: Tensor, _ pass: Pass
  ) throws(DeviceError) -> (features: Tensor, logits: Tensor) {
    let features = try body.forward(input, pass)
    return (features, try head.forward(features, pass))
  }

  /// Writes the gradient of every parameter, given that of the logits of the last forward pass.
  public func backward(_ logitGradient: Tensor, _ pass: Pass) throws(DeviceError) {
    let needsBody = body.parameters.contains { $0.gradient != nil }
    if let gradient = try head.backward(logitGradient, needsInput: needsBody, pass) {
      _ = try body.backward(gradient, needsInput: false, pass)
    }
  }
}
