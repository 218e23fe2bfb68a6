public import Compute

/// Layers one after another.
public final class LayerSequence: Layer {
  private let layers: [any Layer]

  public init(_ layers: [any Layer]) { self.layers = layers }

  public var parameters: [NetworkParameter] { layers.flatMap { $0.parameters } }

  public func forward(_ input: Tensor, _ pass: Pass) throws(DeviceError) -> Tensor {
    var output = input
    for layer in layers { output = try layer.forward(output, pass) }
    return output
  }

  public func backward(_ outputGradient: Tensor, needsInput: Bool, _ pass: Pass) throws(DeviceError) -> Tensor? {
    // Below the first layer with parameters nobody needs a gradient, unless that of the input is asked for.
    let first = needsInput ? 0 : layers.firstIndex { !$0.parameters.isEmpty } ?? layers.count
    var gradient = outputGradient
    for index in layers.indices.reversed() where index >= first {
      let needed = try layers[index].backward(gradient, needsInput: index > first || needsInput, pass)
      guard let needed else { return nil }
      gradient = needed
    }
    return needsInput ? gradient : nil
  }
}
