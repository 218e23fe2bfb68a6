/// What a step makes: named tables and arrays, in a fixed order.
public struct Artifact: Sendable, Hashable {
  public private(set) var items: [Item]

  /// A table or an array under a name; names are lower-case and unique within an artifact.
  public struct Item: Sendable, Hashable {
    public let name: String
    public let content: Content
    public init(_ name: String, _ content: Content) { (self.name, self.content) = (name, content) }
  }

  public enum Content: Sendable, Hashable {
    case table(Table)
    case array(NumericArray)
  }

  public init(_ items: [Item] = []) {
    precondition(Set(items.map(\.name)).count == items.count, "two items of one name: \(items.map(\.name))")
    self.items = items
  }

  /// The table of a name, if the artifact has it.
  public func table(_ name: String) -> Table? {
    if case .table(let table)? = items.first(where: { $0.name == name })?.content { table } else { nil }
  }

  /// The array of a name, if the artifact has it.
  public func array(_ name: String) -> NumericArray? {
    if case .array(let array)? = items.first(where: { $0.name == name })?.content { array } else { nil }
  }
}
