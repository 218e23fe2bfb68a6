/// The sizes that take part in one convolution, checked against each other.
struct ConvolutionShape: Sendable {
  let examples: Int
  let height: Int
  let width: Int
  let channels: Int
  let outputs: Int
  let kernelHeight: Int
  let kernelWidth: Int
  let outputHeight: Int
  let outputWidth: Int
  let stride: Int
  /// Before the first row and column, and after the last.
  let padding: Int
  let trailing: Int
  let groups: Int
  /// Channels that one kernel sees.
  let groupChannels: Int
  /// Outputs of one group.
  let groupOutputs: Int
  /// Numbers that one kernel sees at one place.
  let patch: Int
  /// Places of the output of one example.
  let places: Int
  /// Numbers of one image.
  let image: Int

  /// Stops where the shapes do not fit each other.
  init(_ convolution: Convolution, images: [Int], kernels: [Int]) {
    precondition(images.count == 4 && kernels.count == 4, "images \(images) convolved with kernels \(kernels)")
    (examples, height, width, channels) = (images[0], images[1], images[2], images[3])
    (outputs, kernelHeight, kernelWidth) = (kernels[0], kernels[1], kernels[2])
    (stride, groups) = (convolution.stride, convolution.groups)
    (padding, trailing) = (convolution.padding, convolution.trailing)
    let (paddedHeight, paddedWidth) = (height + padding + trailing, width + padding + trailing)
    outputHeight = (paddedHeight - kernelHeight) / stride + 1
    outputWidth = (paddedWidth - kernelWidth) / stride + 1
    (groupChannels, groupOutputs) = (channels / groups, outputs / groups)
    (patch, places) = (kernelHeight * kernelWidth * groupChannels, outputHeight * outputWidth)
    image = height * width * channels
    precondition(
      channels % groups == 0 && outputs % groups == 0 && kernels[3] * groups == channels,
      "images \(images) convolved with kernels \(kernels) in \(groups) groups")
    precondition(
      kernelHeight > 0 && kernelWidth > 0 && paddedHeight >= kernelHeight && paddedWidth >= kernelWidth,
      "images \(images) padded by \(padding) and \(trailing) are smaller than kernels \(kernels)")
  }

  /// [examples, height, width, outputs]
  var output: [Int] { [examples, outputHeight, outputWidth, outputs] }
  /// Whether each channel has exactly one kernel of its own.
  var isDepthwise: Bool { groups == channels && outputs == channels }
  /// Whether the windows are the places of the image themselves.
  var isPointwise: Bool {
    kernelHeight == 1 && kernelWidth == 1 && stride == 1 && padding == 0 && trailing == 0 && groups == 1
  }
}
