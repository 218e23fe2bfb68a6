public import Compute

/// Widening, a depthwise convolution and a linear narrowing, with the input added where shapes allow (MobileNetV2: Sandler
/// et al., CVPR 2018).
public final class InvertedResidual: Layer {
  private let body: any Layer

  /// Widens `channels` by the factor `expansion`; a factor of 1 leaves that convolution out.
  public init(
    _ name: String, channels: Int, outputs: Int, stride: Int, expansion: Int, _ start: Initialisation
  ) throws(DeviceError) {
    let hidden = channels * expansion
    var layers: [any Layer] = []
    if expansion > 1 {
      layers += try Self.normalised("\(name).expand", channels, hidden, 1, Convolution(), start)
      layers.append(Rectifier(limit: 6))
    }
    let depthwise = Convolution(stride: stride, padding: 1, groups: hidden)
    layers += try Self.normalised("\(name).depthwise", hidden, hidden, 3, depthwise, start)
    layers.append(Rectifier(limit: 6))
    layers += try Self.normalised("\(name).project", hidden, outputs, 1, Convolution(), start)
    let keepsShape = stride == 1 && channels == outputs
    body = keepsShape ? ResidualBlock(layers, isRectified: false) : LayerSequence(layers)
  }

  private static func normalised(
    _ name: String, _ channels: Int, _ outputs: Int, _ size: Int, _ convolution: Convolution, _ start: Initialisation
  ) throws(DeviceError) -> [any Layer] {
    [
      try ConvolutionLayer(
        "\(name).convolution", channels: channels, outputs: outputs, size: size, convolution, hasBias: false, start),
      try BatchNormalisation("\(name).normalisation", channels: outputs, start),
    ]
  }

  public var parameters: [NetworkParameter] { body.parameters }

  public func forward(_ input: Tensor, _ pass: Pass) throws(DeviceError) -> Tensor { try body.forward(input, pass) }

  public func backward(_ outputGradient: Tensor, needsInput: Bool, _ pass: Pass) throws(DeviceError) -> Tensor? {
    try body.backward(outputGradient, needsInput: needsInput, pass)
  }
}
