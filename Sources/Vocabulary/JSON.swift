/// A JSON text as a value; objects keep their order.
package enum JSON: Hashable {
  case null
  case boolean(Bool)
  /// A number as it is written.
  case number(String)
  case text(String)
  case list([JSON])
  case object([Member])

  package struct Member: Hashable {
    package let name: String
    package let value: JSON
    package init(_ name: String, _ value: JSON) { (self.name, self.value) = (name, value) }
  }

  package static func integer(_ value: Int) -> JSON { .number("\(value)") }

  package subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  package var text: String? { if case .text(let text) = self { text } else { nil } }
  package var integer: Int? { if case .number(let text) = self { Int(text) } else { nil } }
  package var real: Double? { if case .number(let text) = self { Double(text) } else { nil } }
  package var list: [JSON]? { if case .list(let items) = self { items } else { nil } }
  package var members: [Member]? { if case .object(let members) = self { members } else { nil } }
}

extension JSON {
  /// The text in UTF-8, a member of the outermost objects to a line.
  package var bytes: [UInt8] {
    var bytes = [UInt8]()
    write(to: &bytes, depth: 0)
    bytes.append(0x0A)
    return bytes
  }

  private func write(to bytes: inout [UInt8], depth: Int) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .boolean(let flag): bytes.append(contentsOf: flag.description.utf8)
    case .number(let text): bytes.append(contentsOf: text.utf8)
    case .text(let text): Self.write(text, to: &bytes)
    case .list(let items):
      Self.write("[]", items, to: &bytes, depth: depth) { $0.write(to: &$1, depth: depth + 1) }
    case .object(let members):
      Self.write("{}", members, to: &bytes, depth: depth) { member, bytes in
        Self.write(member.name, to: &bytes)
        bytes.append(contentsOf: ": ".utf8)
        member.value.write(to: &bytes, depth: depth + 1)
      }
    }
  }

  private static func write<Item>(
    _ brackets: StaticString, _ items: [Item], to bytes: inout [UInt8], depth: Int, _ one: (Item, inout [UInt8]) -> Void
  ) {
    bytes.append(brackets.utf8Start[0])
    for (index, item) in items.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      if depth < 2 { bytes.append(0x0A) } else if index > 0 { bytes.append(0x20) }
      one(item, &bytes)
    }
    if depth < 2, !items.isEmpty { bytes.append(0x0A) }
    bytes.append(brackets.utf8Start[1])
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
      case 0..<0x20: bytes.append(contentsOf: "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
