/// A column that describes examples without being a feature, such as who provided them.
public struct ExampleAttribute: Sendable, Hashable {
  public let name: String
  /// A text for every example.
  public let values: [String]
  public init(_ name: String, _ values: [String]) { (self.name, self.values) = (name, values) }
}
