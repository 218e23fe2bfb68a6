/// How a row of features is laid out as an image: channel planes, each row by row from the top.
public struct ImageShape: Sendable, Hashable {
  public let channels: Int
  public let height: Int
  public let width: Int

  public init(channels: Int, height: Int, width: Int) {
    (self.channels, self.height, self.width) = (channels, height, width)
  }

  /// The number of features.
  public var count: Int { channels * height * width }
}
