/// A parameter's value after decoding: what a study's scalar, list or map became.
public indirect enum Value: Sendable, Hashable {
  /// Nothing was given and the parameter is optional.
  case none
  case integer(Int)
  case real(Double)
  case boolean(Bool)
  case text(String)
  case list([Value])
  /// Named fields in declaration order.
  case record([Field])
  /// A component with its checked arguments: a nested `{kind: …}` or a resolved reference to a block.
  case component(ComponentValue)

  /// A named value inside a record.
  public struct Field: Sendable, Hashable {
    public let name: String
    public let value: Value
    public init(_ name: String, _ value: Value) { (self.name, self.value) = (name, value) }
  }

  /// One unambiguous text for keys: type tags, lengths before texts, shortest round-trip reals.
  public var canonical: String {
    switch self {
    case .none: "none"
    case .integer(let number): "i\(number)"
    case .real(let number): number == 0 ? "r0.0" : "r\(number)"
    case .boolean(let flag): flag ? "true" : "false"
    case .text(let text): "t\(text.utf8.count):\(text)"
    case .list(let items): "[" + items.map(\.canonical).joined(separator: ",") + "]"
    case .record(let fields):
      "{" + fields.map { "\($0.name)=\($0.value.canonical)" }.sorted().joined(separator: ",") + "}"
    case .component(let component): component.canonical
    }
  }
}

extension Value: CustomStringConvertible {
  /// As a study would write it, in YAML's flow style.
  public var description: String {
    switch self {
    case .none: "null"
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)"
    case .boolean(let flag): "\(flag)"
    case .text(let text): text
    case .list(let items): "[" + items.map(\.description).joined(separator: ", ") + "]"
    case .record(let fields): "{" + fields.map { "\($0.name): \($0.value)" }.joined(separator: ", ") + "}"
    case .component(let component): component.description
    }
  }
}
