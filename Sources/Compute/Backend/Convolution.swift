/// How kernels pass over images: steps, zeros around the border, and groups of channels that do not mix.
public struct Convolution: Sendable, Hashable {
  /// Rows and columns from one window to the next.
  public let stride: Int
  /// Rows of zeros at the top and columns at the left.
  public let padding: Int
  /// Rows of zeros at the bottom and columns at the right.
  public let trailing: Int
  /// Groups of channels; as many as there are channels makes a depthwise convolution.
  public let groups: Int

  /// Pads all sides alike unless `trailing` is given.
  public init(stride: Int = 1, padding: Int = 0, trailing: Int? = nil, groups: Int = 1) {
    let trailing = trailing ?? padding
    precondition(
      stride > 0 && padding >= 0 && trailing >= 0 && groups > 0,
      "stride \(stride), padding \(padding) and \(trailing), groups \(groups)")
    (self.stride, self.padding, self.trailing, self.groups) = (stride, padding, trailing, groups)
  }

  /// The shape of the output for images [examples, height, width, channels] and kernels
  /// [outputs, height, width, channels / groups].
  public func outputShape(images: [Int], kernels: [Int]) -> [Int] {
    ConvolutionShape(self, images: images, kernels: kernels).output
  }
}
