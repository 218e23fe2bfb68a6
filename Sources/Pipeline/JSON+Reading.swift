extension JSON {
  /// Reads one value and nothing after it; `nil` where the bytes are anything else, such as a file cut short.
  init?(_ bytes: [UInt8]) {
    var reader = JSONReader(bytes)
    guard let value = reader.value(depth: 0), reader.isAtEnd else { return nil }
    self = value
  }
}

private struct JSONReader {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool {
    mutating get {
      skipSpaces()
      return offset == bytes.count
    }
  }

  private mutating func skipSpaces() {
    while offset < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[offset]) { offset += 1 }
  }

  private mutating func accept(_ byte: UInt8) -> Bool {
    skipSpaces()
    guard offset < bytes.count, bytes[offset] == byte else { return false }
    offset += 1
    return true
  }

  private mutating func accept(word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard offset + length <= bytes.count else { return false }
    for index in 0..<length where bytes[offset + index] != word.utf8Start[index] { return false }
    offset += length
    return true
  }

  mutating func value(depth: Int) -> JSON? {
    skipSpaces()
    guard offset < bytes.count, depth < 64 else { return nil }
    switch bytes[offset] {
    case UInt8(ascii: "\""): return text().map(JSON.text)
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return list(depth: depth)
    case UInt8(ascii: "t"): return accept(word: "true") ? .boolean(true) : nil
    case UInt8(ascii: "f"): return accept(word: "false") ? .boolean(false) : nil
    case UInt8(ascii: "n"): return accept(word: "null") ? .null : nil
    default: return number()
    }
  }

  private mutating func object(depth: Int) -> JSON? {
    offset += 1
    var members = [JSON.Member]()
    if accept(UInt8(ascii: "}")) { return .object([]) }
    repeat {
      skipSpaces()
      guard let name = text(), accept(UInt8(ascii: ":")), let value = value(depth: depth + 1) else { return nil }
      members.append(JSON.Member(name, value))
    } while accept(UInt8(ascii: ","))
    return accept(UInt8(ascii: "}")) ? .object(members) : nil
  }

  private mutating func list(depth: Int) -> JSON? {
    offset += 1
    var items = [JSON]()
    if accept(UInt8(ascii: "]")) { return .list([]) }
    repeat {
      guard let value = value(depth: depth + 1) else { return nil }
      items.append(value)
    } while accept(UInt8(ascii: ","))
    return accept(UInt8(ascii: "]")) ? .list(items) : nil
  }

  private mutating func number() -> JSON? {
    let digits = bytes[offset...].prefix { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
    let text = String(decoding: digits, as: UTF8.self)
    guard Double(text) != nil else { return nil }
    offset = digits.endIndex
    return .number(text)
  }

  private mutating func text() -> String? {
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else { return nil }
    offset += 1
    let start = offset
    var isPlain = true
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
      if bytes[offset] == UInt8(ascii: "\\") {
        isPlain = false
        offset += 1
      }
      offset += 1
    }
    guard offset < bytes.count else { return nil }
    defer { offset += 1 }
    return isPlain ? String(validating: bytes[start..<offset], as: UTF8.self) : unescaped(bytes[start..<offset])
  }

  private func unescaped(_ escaped: ArraySlice<UInt8>) -> String? {
    var scalars = [UInt8]()
    var index = escaped.startIndex
    while index < escaped.endIndex {
      guard escaped[index] == UInt8(ascii: "\\") else {
        scalars.append(escaped[index])
        index += 1
        continue
      }
      guard index + 1 < escaped.endIndex else { return nil }
      if escaped[index + 1] == UInt8(ascii: "u") {
        guard let scalar = hexadecimal(escaped[(index + 2)...].prefix(4)) else { return nil }
        scalars.append(contentsOf: String(Character(scalar)).utf8)
        index += 6
      } else {
        guard let byte = Self.escapes[escaped[index + 1]] else { return nil }
        scalars.append(byte)
        index += 2
      }
    }
    return String(validating: scalars, as: UTF8.self)
  }

  /// Four digits as a scalar; halves of surrogate pairs, which our writer never makes, are refused.
  private func hexadecimal(_ digits: ArraySlice<UInt8>) -> Unicode.Scalar? {
    guard digits.count == 4, let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else { return nil }
    return Unicode.Scalar(value)
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "/"): UInt8(ascii: "/"),
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "b"): 0x08,
    UInt8(ascii: "f"): 0x0C,
  ]
}
