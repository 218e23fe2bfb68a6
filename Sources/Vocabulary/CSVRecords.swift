/// Reads delimiter-separated records as RFC 4180 has them, one at a time.
///
/// Lines may end in LF, CR LF or CR, the last one may lack its end, and a UTF-8 byte order mark is passed over. A blank
/// line is a record of one empty field, as the RFC has it: whoever wants blank lines skipped looks at ``Record/isBlank``.
public struct CSVRecords: Sendable {
  private let bytes: [UInt8]
  private let delimiter: UInt8
  private var offset: Int
  private var line = 1
  private var column = 1

  /// One record with the line its first field starts on, counted from 1.
  public struct Record: Sendable, Hashable {
    public let line: Int
    public let fields: [Field]
    /// Whether the line holds nothing at all.
    public var isBlank: Bool { fields.count == 1 && fields[0].bytes.isEmpty && !fields[0].isQuoted }
  }

  /// One field without its quotes, valid UTF-8; line and column (in characters) count from 1.
  public struct Field: Sendable, Hashable {
    public let bytes: ArraySlice<UInt8>
    public let isQuoted: Bool
    public let line: Int
    public let column: Int
    public var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  /// Starts at the first byte; the delimiter is a single ASCII character.
  public init(_ bytes: [UInt8], delimiter: UInt8 = UInt8(ascii: ",")) {
    precondition(delimiter < 0x80 && ![Self.quote, Self.lineFeed, Self.carriageReturn].contains(delimiter))
    (self.bytes, self.delimiter) = (bytes, delimiter)
    offset = bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0
  }

  /// The next record, or `nil` at the end. O(length of the record).
  public mutating func next() throws(CSVError) -> Record? {
    guard offset < bytes.count else { return nil }
    let start = line
    var fields = [try field()]
    while offset < bytes.count, bytes[offset] == delimiter {
      step()
      fields.append(try field())
    }
    endLine()
    return Record(line: start, fields: fields)
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  static let quote = UInt8(ascii: "\"")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
}

extension CSVRecords {
  private mutating func field() throws(CSVError) -> Field {
    let (line, column) = (line, column)
    let isQuoted = offset < bytes.count && bytes[offset] == Self.quote
    let content = isQuoted ? try quoted() : try plain()
    guard content.allSatisfy({ $0 < 0x80 }) || String(validating: content, as: UTF8.self) != nil else {
      throw .invalidText(line: line, column: column)
    }
    return Field(bytes: content, isQuoted: isQuoted, line: line, column: column)
  }

  private mutating func plain() throws(CSVError) -> ArraySlice<UInt8> {
    let start = offset
    while offset < bytes.count, !endsField(bytes[offset]) {
      guard bytes[offset] != Self.quote else { throw .strayQuote(line: line, column: column) }
      step()
    }
    return bytes[start..<offset]
  }

  private mutating func quoted() throws(CSVError) -> ArraySlice<UInt8> {
    let opening = (line: line, column: column)
    step()
    let start = offset
    var unescaped: [UInt8]?
    while offset < bytes.count {
      if bytes[offset] == Self.quote {
        guard offset + 1 < bytes.count, bytes[offset + 1] == Self.quote else {
          return try closed(unescaped?[...] ?? bytes[start..<offset])
        }
        unescaped = unescaped ?? Array(bytes[start..<offset])
        step()
      }
      unescaped?.append(bytes[offset])
      stepInQuotes()
    }
    throw .unclosedQuote(line: opening.line, column: opening.column)
  }

  private mutating func closed(_ content: ArraySlice<UInt8>) throws(CSVError) -> ArraySlice<UInt8> {
    step()
    guard offset == bytes.count || endsField(bytes[offset]) else {
      throw .textAfterQuote(line: line, column: column)
    }
    return content
  }

  private func endsField(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn
  }

  /// Passes one byte; continuation bytes of UTF-8 are no columns of their own.
  private mutating func step() {
    if bytes[offset] & 0xC0 != 0x80 { column += 1 }
    offset += 1
  }

  private mutating func stepInQuotes() {
    switch bytes[offset] {
    case Self.lineFeed: endLine()
    case Self.carriageReturn where offset + 1 == bytes.count || bytes[offset + 1] != Self.lineFeed: endLine()
    default: step()
    }
  }

  private mutating func endLine() {
    guard offset < bytes.count else { return }
    let isPair = bytes[offset] == Self.carriageReturn && offset + 1 < bytes.count && bytes[offset + 1] == Self.lineFeed
    offset += isPair ? 2 : 1
    (line, column) = (line + 1, 1)
  }
}
