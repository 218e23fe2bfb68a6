public import Compute
public import Datasets

/// Networks of known shapes, from what goes in and how many classes come out.
extension Network {
  /// Dense layers with ReLU between them, for rows of features [n, features].
  public static func mlp(
    features: Int, hidden: [Int], classes: Int, _ start: Initialisation
  ) throws(DeviceError) -> Network {
    var layers: [any Layer] = []
    var width = features
    for (index, outputs) in hidden.enumerated() {
      layers.append(try Dense("hidden\(index + 1)", inputs: width, outputs: outputs, start))
      layers.append(Rectifier())
      width = outputs
    }
    return Network(layers, head: try Dense(headOf: width, classes: classes, start))
  }

  /// Three 3×3 convolutions of 32, 64 and 128 channels, each with ReLU and 2×2 pooling, then 128 features.
  public static func cnn(image: ImageShape, classes: Int, _ start: Initialisation) throws(DeviceError) -> Network {
    precondition(min(image.height, image.width) >= 8, "three poolings of images \(image.height) × \(image.width)")
    var layers: [any Layer] = []
    var channels = image.channels
    for (index, outputs) in [32, 64, 128].enumerated() {
      layers.append(
        try ConvolutionLayer(
          "convolution\(index + 1)", channels: channels, outputs: outputs, size: 3, Convolution(padding: 1), start))
      layers.append(Rectifier())
      layers.append(MaxPool(Pooling(size: 2)))
      channels = outputs
    }
    let places = (image.height / 8) * (image.width / 8)
    layers.append(Flatten())
    layers.append(try Dense("features", inputs: places * channels, outputs: 128, start))
    layers.append(Rectifier())
    return Network(layers, head: try Dense(headOf: 128, classes: classes, start))
  }

  /// ResNet-9 of the DAWNBench entries for CIFAR-10 (Page, 2018): 512 features, the largest of each channel.
  public static func resnet9(image: ImageShape, classes: Int, _ start: Initialisation) throws(DeviceError) -> Network {
    precondition(min(image.height, image.width) >= 8, "three poolings of images \(image.height) × \(image.width)")
    let layers: [any Layer] =
      try rectifiedConvolution("stem", image.channels, 64, start)
      + rectifiedConvolution("stage1", 64, 128, start) + [MaxPool(Pooling(size: 2))]
      + [try plainResidual("residual1", 128, start)]
      + rectifiedConvolution("stage2", 128, 256, start) + [MaxPool(Pooling(size: 2))]
      + rectifiedConvolution("stage3", 256, 512, start) + [MaxPool(Pooling(size: 2))]
      + [try plainResidual("residual2", 512, start), MaxPool(nil), Flatten()]
    return Network(layers, head: try Dense(headOf: 512, classes: classes, start))
  }

  /// ResNet-18 for small images: a 3×3 stem without pooling (He et al., CVPR 2016, in the form used on CIFAR); 512
  /// features, the mean of each channel.
  public static func resnet18(image: ImageShape, classes: Int, _ start: Initialisation) throws(DeviceError) -> Network {
    var layers = try rectifiedConvolution("stem", image.channels, 64, start)
    var channels = 64
    for (stage, outputs) in [64, 128, 256, 512].enumerated() {
      for block in 0..<2 {
        let stride = stage > 0 && block == 0 ? 2 : 1
        let name = "stage\(stage + 1).block\(block + 1)"
        layers.append(try basicBlock(name, channels, outputs, stride: stride, start))
        channels = outputs
      }
    }
    layers += [AveragePool(nil), Flatten()]
    return Network(layers, head: try Dense(headOf: channels, classes: classes, start))
  }

  /// A convolution without bias and the normalisation that makes one pointless.
  private static func normalisedConvolution(
    _ name: String, _ channels: Int, _ outputs: Int, size: Int = 3, stride: Int = 1, _ start: Initialisation
  ) throws(DeviceError) -> [any Layer] {
    let convolution = Convolution(stride: stride, padding: size / 2)
    return [
      try ConvolutionLayer(
        "\(name).convolution", channels: channels, outputs: outputs, size: size, convolution, hasBias: false, start),
      try BatchNormalisation("\(name).normalisation", channels: outputs, start),
    ]
  }

  private static func rectifiedConvolution(
    _ name: String, _ channels: Int, _ outputs: Int, _ start: Initialisation
  ) throws(DeviceError) -> [any Layer] {
    try normalisedConvolution(name, channels, outputs, start) + [Rectifier()]
  }

  /// Two rectified convolutions with the input added behind.
  private static func plainResidual(
    _ name: String, _ channels: Int, _ start: Initialisation
  ) throws(DeviceError) -> ResidualBlock {
    let path =
      try rectifiedConvolution("\(name).first", channels, channels, start)
      + rectifiedConvolution("\(name).second", channels, channels, start)
    return ResidualBlock(path, isRectified: false)
  }

  /// Two convolutions of which the second is rectified with the shortcut; a projection where the shape changes.
  private static func basicBlock(
    _ name: String, _ channels: Int, _ outputs: Int, stride: Int, _ start: Initialisation
  ) throws(DeviceError) -> ResidualBlock {
    let path =
      try normalisedConvolution("\(name).first", channels, outputs, stride: stride, start) + [Rectifier()]
      + normalisedConvolution("\(name).second", outputs, outputs, start)
    if stride == 1 && channels == outputs { return ResidualBlock(path, isRectified: true) }
    let shortcut = try normalisedConvolution(
      "\(name).shortcut", channels, outputs, size: 1, stride: stride, start)
    return ResidualBlock(path, shortcut: shortcut, isRectified: true)
  }
}
