extension JSON {
  /// Reads one value and nothing after it; `nil` where the bytes are anything else, such as a file cut short, or nest more
  /// than 64 deep. Numbers are those of RFC 8259 and texts are UTF-8. O(bytes).
  package init?(_ bytes: [UInt8]) {
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
    let start = offset
    _ = take(UInt8(ascii: "-"))
    let whole = offset
    guard takeDigits() > 0, bytes[whole] != UInt8(ascii: "0") || offset == whole + 1 else { return nil }
    if take(UInt8(ascii: ".")), takeDigits() == 0 { return nil }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
      guard takeDigits() > 0 else { return nil }
    }
    return .number(String(decoding: bytes[start..<offset], as: UTF8.self))
  }

  /// Passes over a byte if it comes next, without blanks before it.
  private mutating func take(_ byte: UInt8) -> Bool {
    guard offset < bytes.count, bytes[offset] == byte else { return false }
    offset += 1
    return true
  }

  /// Passes over digits and counts them.
  private mutating func takeDigits() -> Int {
    let start = offset
    while offset < bytes.count, (0x30...0x39).contains(bytes[offset]) { offset += 1 }
    return offset - start
  }

  private mutating func text() -> String? {
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else { return nil }
    offset += 1
    let start = offset
    var isPlain = true
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
      guard bytes[offset] >= 0x20 else { return nil }
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
        guard let (scalar, length) = scalar(escaped[index...]) else { return nil }
        scalars.append(contentsOf: String(Character(scalar)).utf8)
        index += length
      } else {
        guard let byte = Self.escapes[escaped[index + 1]] else { return nil }
        scalars.append(byte)
        index += 2
      }
    }
    return String(validating: scalars, as: UTF8.self)
  }

  /// The scalar of `\u` and four digits, or of the two of a surrogate pair, with how many bytes it takes.
  private func scalar(_ escaped: ArraySlice<UInt8>) -> (Unicode.Scalar, length: Int)? {
    guard let first = unit(escaped) else { return nil }
    guard 0xD800..<0xDC00 ~= first else { return Unicode.Scalar(first).map { ($0, 6) } }
    guard let second = unit(escaped.dropFirst(6)), 0xDC00..<0xE000 ~= second else { return nil }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)).map { ($0, 12) }
  }

  /// The number of `\u` and four digits.
  private func unit(_ escaped: ArraySlice<UInt8>) -> UInt32? {
    let digits = escaped.dropFirst(2).prefix(4)
    guard escaped.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]), digits.count == 4 else { return nil }
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    UInt8(ascii: "/"): UInt8(ascii: "/"),
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "b"): 0x08,
    UInt8(ascii: "f"): 0x0C,
  ]
}
