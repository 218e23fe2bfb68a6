/// Turns the canonical text of a value, as keys have it, into what a study would write.
enum ReadableValue {
  /// `i5` becomes `5`, `t2:ab` becomes `ab`, a digest its first digits; a text that is no canonical value stays.
  static func text(_ canonical: String) -> String {
    var reader = Reader(Array(canonical.utf8))
    guard let text = reader.value(), reader.isAtEnd else { return shortened(canonical) }
    return text
  }

  private static func shortened(_ text: String) -> String {
    let isDigest = text.utf8.count == 64 && text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    return isDigest ? "\(text.prefix(8))…" : text
  }

  private struct Reader {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }

    mutating func value() -> String? {
      guard offset < bytes.count else { return nil }
      switch bytes[offset] {
      case UInt8(ascii: "["): return items("[", "]") { $0.value() }
      case UInt8(ascii: "{"): return items("{", "}") { $0.field() }
      default: return sizedText() ?? number() ?? word()
      }
    }

    private mutating func items(_ open: String, _ close: String, _ one: (inout Reader) -> String?) -> String? {
      guard accept(open) else { return nil }
      var found = [String]()
      while !accept(close) {
        guard found.isEmpty || accept(","), let item = one(&self) else { return nil }
        found.append(item)
      }
      return open + found.joined(separator: ", ") + close
    }

    private mutating func field() -> String? {
      guard let name = name(), accept("="), let value = value() else { return nil }
      return "\(name): \(value)"
    }

    /// `t`, a length, a colon and that many bytes.
    private mutating func sizedText() -> String? {
      let start = offset
      if accept("t"), let length = Int(digits()), accept(":"), length <= bytes.count - offset {
        offset += length
        return String(decoding: bytes[(offset - length)..<offset], as: UTF8.self)
      }
      offset = start
      return nil
    }

    private mutating func number() -> String? {
      let start = offset
      if accept("i") || accept("r") {
        let text = take { (0x30...0x39).contains($0) || "+-.einfa".utf8.contains($0) }
        if Double(text) != nil { return text }
      }
      offset = start
      return nil
    }

    /// `true`, `false`, `none`, or a component: its name, revision and arguments.
    private mutating func word() -> String? {
      guard let name = name() else { return nil }
      guard accept("@") else { return ["true", "false"].contains(name) ? name : name == "none" ? "null" : nil }
      guard !digits().isEmpty, let arguments = items("(", ")", { $0.field() }) else { return nil }
      return name + arguments
    }

    private mutating func name() -> String? {
      let name = take { (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_") }
      return name.isEmpty ? nil : name
    }

    private mutating func digits() -> String { take { (0x30...0x39).contains($0) } }

    private mutating func take(_ isWanted: (UInt8) -> Bool) -> String {
      let taken = bytes[offset...].prefix(while: isWanted)
      offset = taken.endIndex
      return String(decoding: taken, as: UTF8.self)
    }

    private mutating func accept(_ text: String) -> Bool {
      guard bytes[offset...].starts(with: text.utf8) else { return false }
      offset += text.utf8.count
      return true
    }
  }
}
