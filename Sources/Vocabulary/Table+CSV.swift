extension Table {
  /// The type of a column's values.
  public enum ValueType: String, Sendable, Hashable, CaseIterable {
    case integer, real, boolean, text

    var phrase: String {
      switch self {
      case .integer: "a whole number of 64 bits"
      case .real: "a number within the range of double precision"
      case .boolean: "true or false"
      case .text: "a text"
      }
    }
  }

  /// What CSV does not say of a column.
  public struct Header: Sendable, Hashable {
    public let name: String
    public let unit: String
    public let type: ValueType
    public init(_ name: String, unit: String = "", _ type: ValueType) {
      (self.name, self.unit, self.type) = (name, unit, type)
    }
  }

  /// Name, unit and type of each column.
  public var headers: [Header] { columns.map { Header($0.name, unit: $0.unit, $0.values.type) } }

  /// A line of names, then a line per row, each ended by LF.
  ///
  /// Reals are the shortest text that reads back to the same number, a missing real is an empty cell, texts are quoted
  /// where they must be, an empty text is `""`. A table without columns is no bytes at all.
  public var csvBytes: [UInt8] {
    guard let last = columns.indices.last else { return [] }
    var bytes = [UInt8]()
    for (index, column) in columns.enumerated() {
      Self.append(text: column.name, to: &bytes)
      bytes.append(index == last ? CSVRecords.lineFeed : Self.comma)
    }
    for row in 0..<count {
      for (index, column) in columns.enumerated() {
        append(column.values, row, to: &bytes)
        bytes.append(index == last ? CSVRecords.lineFeed : Self.comma)
      }
    }
    return bytes
  }

  private static let comma = UInt8(ascii: ",")
  private static let emptyText = Array("\"\"".utf8)

  private func append(_ values: Values, _ row: Int, to bytes: inout [UInt8]) {
    switch values {
    case .integers(let values): bytes.append(contentsOf: values[row].description.utf8)
    case .booleans(let values): bytes.append(contentsOf: values[row].description.utf8)
    case .texts(let values): Self.append(text: values[row], to: &bytes)
    case .reals(let values) where values[row].isNaN:
      // Readers elsewhere pass over blank lines, so a lone missing cell is quoted.
      if columns.count == 1 { bytes.append(contentsOf: Self.emptyText) }
    case .reals(let values): bytes.append(contentsOf: values[row].description.utf8)
    }
  }

  private static func append(text: String, to bytes: inout [UInt8]) {
    guard needsQuotes(text) else { return bytes.append(contentsOf: text.utf8) }
    bytes.append(CSVRecords.quote)
    for byte in text.utf8 {
      if byte == CSVRecords.quote { bytes.append(CSVRecords.quote) }
      bytes.append(byte)
    }
    bytes.append(CSVRecords.quote)
  }

  private static func needsQuotes(_ text: String) -> Bool {
    text.utf8.isEmpty || text.utf8.starts(with: CSVRecords.byteOrderMark)
      || text.utf8.contains {
        $0 == comma || $0 == CSVRecords.quote || $0 == CSVRecords.lineFeed || $0 == CSVRecords.carriageReturn
      }
  }
}

extension Table {
  /// Reads what ``csvBytes`` writes: a header of exactly these names, then typed cells; only reals may be missing.
  public init(csv: [UInt8], columns: [Header]) throws(CSVError) {
    let names = columns.map(\.name)
    precondition(Set(names).count == names.count, "two columns of one name: \(names)")
    var records = CSVRecords(csv)
    let found = try records.next()?.fields.map(\.text) ?? []
    guard found == names else { throw .header(expected: names, found: found) }
    var readers = columns.map(ColumnReader.init)
    while let record = try records.next() {
      guard record.fields.count == columns.count else {
        throw .fieldCount(line: record.line, expected: columns.count, found: record.fields.count)
      }
      for index in readers.indices { try readers[index].append(record.fields[index]) }
    }
    self.init(readers.map(\.column))
  }

  /// Collects the cells of one column.
  private struct ColumnReader {
    let header: Header
    var values: Values

    init(_ header: Header) {
      self.header = header
      values =
        switch header.type {
        case .integer: .integers([])
        case .real: .reals([])
        case .boolean: .booleans([])
        case .text: .texts([])
        }
    }

    var column: Column { Column(header.name, unit: header.unit, values) }

    mutating func append(_ field: CSVRecords.Field) throws(CSVError) {
      guard values.append(field) else {
        throw .value(
          line: field.line, column: field.column, name: header.name, expected: header.type, found: field.text)
      }
    }
  }
}

extension Table.Values {
  /// The type of the values.
  public var type: Table.ValueType {
    switch self {
    case .integers: .integer
    case .reals: .real
    case .booleans: .boolean
    case .texts: .text
    }
  }

  /// Appends a cell; `false` where it is not of the column's type. The array is taken out so that it is not copied.
  fileprivate mutating func append(_ field: CSVRecords.Field) -> Bool {
    switch consume self {
    case .integers(var values):
      let value = Int(field.text)
      if let value { values.append(value) }
      self = .integers(values)
      return value != nil
    case .reals(var values):
      let value = field.real
      if let value { values.append(value) }
      self = .reals(values)
      return value != nil
    case .booleans(var values):
      let value = Bool(field.text)
      if let value { values.append(value) }
      self = .booleans(values)
      return value != nil
    case .texts(var values):
      values.append(field.text)
      self = .texts(values)
      return true
    }
  }
}

extension CSVRecords.Field {
  /// The field as a number, NaN where it is empty; `nil` for other texts and for numbers too large for a double.
  public var real: Double? {
    if bytes.isEmpty { return .nan }
    guard let value = Double(text) else { return nil }
    let isSpelledOut = bytes.contains { $0 | 0x20 == UInt8(ascii: "n") }
    return value.isFinite || isSpelledOut ? value : nil
  }
}
