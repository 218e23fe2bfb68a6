/// Pixels row by row.
public struct Picture: Sendable, Hashable {
  public let width: Int
  public let height: Int
  /// Red, green and blue of each pixel, [3 · height · width], 0 is dark.
  public let bytes: [UInt8]

  public init(width: Int, height: Int, bytes: [UInt8]) {
    precondition(
      width > 0 && height > 0 && bytes.count == 3 * width * height,
      "\(bytes.count) bytes for \(width) × \(height) pixels of 3")
    (self.width, self.height, self.bytes) = (width, height, bytes)
  }
}
