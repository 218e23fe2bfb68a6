/// The sizes that take part in one pooling, checked against each other.
struct PoolingShape: Sendable {
  let examples: Int
  let height: Int
  let width: Int
  let channels: Int
  let outputHeight: Int
  let outputWidth: Int
  let pooling: Pooling

  /// Stops where the images are smaller than a window.
  init(_ pooling: Pooling, images: [Int]) {
    precondition(images.count == 4, "pooling of images \(images)")
    (examples, height, width, channels) = (images[0], images[1], images[2], images[3])
    self.pooling = pooling
    precondition(
      height + 2 * pooling.padding >= pooling.height && width + 2 * pooling.padding >= pooling.width,
      "images \(images) are smaller than windows [\(pooling.height), \(pooling.width)]")
    outputHeight = (height + 2 * pooling.padding - pooling.height) / pooling.stride + 1
    outputWidth = (width + 2 * pooling.padding - pooling.width) / pooling.stride + 1
  }

  /// [examples, height, width, channels]
  var output: [Int] { [examples, outputHeight, outputWidth, channels] }
  /// Numbers of one image.
  var image: Int { height * width * channels }
  /// Numbers of one image's output.
  var outputImage: Int { outputHeight * outputWidth * channels }

  /// The rows of the image that a row of windows covers.
  @inline(__always)
  func rows(_ row: Int) -> Range<Int> { Self.covered(row, pooling.height, pooling, height) }

  /// The columns of the image that a column of windows covers.
  @inline(__always)
  func columns(_ column: Int) -> Range<Int> { Self.covered(column, pooling.width, pooling, width) }

  @inline(__always)
  private static func covered(_ window: Int, _ size: Int, _ pooling: Pooling, _ limit: Int) -> Range<Int> {
    let first = window * pooling.stride - pooling.padding
    // The padding is narrower than a window, so every window covers a place of the image.
    return max(0, first)..<min(limit, first + size)
  }
}
