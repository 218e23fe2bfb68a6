/// How a study calls a device, and how exact it may ask it to be.
public struct DeviceWord: Sendable, Hashable {
  public let name: String
  /// The default first.
  public let precisions: [String]

  public init(_ name: String, precisions: [String]) { (self.name, self.precisions) = (name, precisions) }
}
