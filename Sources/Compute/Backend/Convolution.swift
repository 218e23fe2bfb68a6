/// How kernels pass over images: steps, zeros around the border, and groups of channels that do not mix.
public struct Convolution: Sendable, Hashable {
  /// Rows and columns from one window to the next.
  public let stride: Int
  /// Rows and columns of zeros on every side.
  public let padding: Int
  /// Groups of channels; as many as there are channels makes a depthwise convolution.
  public let groups: Int

  public init(stride: Int = 1, padding: Int = 0, groups: Int = 1) {
    precondition(stride > 0 && padding >= 0 && groups > 0, "stride \(stride), padding \(padding), groups \(groups)")
    (self.stride, self.padding, self.groups) = (stride, padding, groups)
  }

  /// The shape of the output for images [examples, height, width, channels] and kernels
  /// [outputs, height, width, channels / groups].
  public func outputShape(images: [Int], kernels: [Int]) -> [Int] {
    ConvolutionShape(self, images: images, kernels: kernels).output
  }
}
