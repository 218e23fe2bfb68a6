/// Windows that pass over images and keep one number per channel.
public struct Pooling: Sendable, Hashable {
  /// Rows of a window.
  public let height: Int
  /// Columns of a window.
  public let width: Int
  /// Rows and columns from one window to the next.
  public let stride: Int
  /// Rows and columns around the border that windows may reach into; nothing there is counted.
  public let padding: Int

  public init(height: Int, width: Int, stride: Int, padding: Int = 0) {
    precondition(
      height > 0 && width > 0 && stride > 0 && padding >= 0 && padding < min(height, width),
      "windows [\(height), \(width)] of stride \(stride) and padding \(padding)")
    (self.height, self.width, self.stride, self.padding) = (height, width, stride, padding)
  }

  /// Square windows that do not overlap.
  public init(size: Int) { self.init(height: size, width: size, stride: size) }

  /// The shape of the output for images [examples, height, width, channels].
  public func outputShape(images: [Int]) -> [Int] { PoolingShape(self, images: images).output }
}
