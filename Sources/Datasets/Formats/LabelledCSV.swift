import Vocabulary

/// A delimiter-separated file with a header and a label column, read record by record.
struct LabelledCSV {
  let path: String
  let layout: CSVLayout
  /// Names of all columns; an unnamed one is `column_` and its number from 1.
  let names: [String]
  /// Positions of the feature columns in the order of the file.
  let features: [Int]
  /// Positions of the columns that describe a row without being features, in the order of the layout.
  let attributes: [Int]
  private let label: Int
  private let bytes: [UInt8]

  init(_ bytes: [UInt8], path: String, layout: CSVLayout) throws(DatasetError) {
    (self.path, self.layout) = (path, layout)
    self.bytes = try Gzip.contents(of: bytes, path: path)
    let names: [String]
    if let header = layout.header {
      names = header
    } else {
      names = try Self.header(self.bytes, path: path, layout: layout)
    }
    if let unknown = layout.ignored.first(where: { !names.contains($0) }) {
      throw .malformed(
        path: path, at: .line(1), reason: "no column '\(unknown)' to ignore; there are \(Self.list(names))")
    }
    if let unknown = layout.attributes.first(where: { !names.contains($0) }) {
      throw .malformed(
        path: path, at: .line(1), reason: "no column '\(unknown)' for an attribute; there are \(Self.list(names))")
    }
    guard let label = names.firstIndex(of: layout.label) else {
      throw .malformed(
        path: path, at: .line(1),
        reason: "no label column '\(layout.label)'; there are \(Self.list(names)); name it with label:")
    }
    (self.names, self.label) = (names, label)
    attributes = layout.attributes.compactMap { names.firstIndex(of: $0) }
    let ignored = Set(layout.ignored + layout.attributes)
    features = names.indices.filter { $0 != label && !ignored.contains(names[$0]) }
    if features.isEmpty { throw .malformed(path: path, at: .line(1), reason: "no feature column beside the label") }
  }

  /// The positions here of the feature columns of another file; throws where the names differ.
  func aligned(with first: LabelledCSV) throws(DatasetError) -> [Int] {
    let wanted = first.features.map { first.names[$0] }
    let mine = features.map { names[$0] }
    if mine == wanted { return features }
    let (known, asked) = (Set(mine), Set(wanted))
    let missing = wanted.filter { !known.contains($0) }
    let extra = mine.filter { !asked.contains($0) }
    guard missing.isEmpty, extra.isEmpty else {
      let lacks = missing.isEmpty ? [] : ["lacks the columns \(Self.list(missing))"]
      let has = extra.isEmpty ? [] : ["has the further columns \(Self.list(extra))"]
      throw .mismatch(path: path, other: first.path, reason: "it \((lacks + has).joined(separator: " and "))")
    }
    let positions = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    return wanted.compactMap { positions[$0] }
  }

  /// Calls `body` with each record of data, which has as many fields as the header.
  func forEachRecord(_ body: (CSVRecords.Record) throws(DatasetError) -> Void) throws(DatasetError) {
    var records = CSVRecords(bytes, delimiter: layout.delimiter)
    var isHeader = layout.header == nil
    while let record = try Self.next(&records, path: path) {
      if record.isBlank || layout.comment.map({ record.fields[0].bytes.first == $0 }) ?? false { continue }
      if isHeader {
        isHeader = false
        continue
      }
      guard record.fields.count == names.count else {
        throw .malformed(
          path: path, at: .line(record.line), reason: "expected \(names.count) fields, found \(record.fields.count)")
      }
      try body(record)
    }
  }

  /// The label of a record as written, without spaces around it.
  func label(of record: CSVRecords.Record) throws(DatasetError) -> String {
    var text = DecimalNumber.trimmed(record.fields[label].bytes)
    if let end = layout.labelEnd, text.last == end { text = text.dropLast() }
    guard !text.isEmpty else { throw malformed(record, label, "expected a label, found an empty field") }
    return String(decoding: text, as: UTF8.self)
  }

  /// The label of a record as a number to be predicted; text, NaN, infinities and empty fields are errors.
  func target(of record: CSVRecords.Record) throws(DatasetError) -> Double {
    if let number = DecimalNumber.parse(record.fields[label].bytes), number.isFinite { return number }
    let text = try label(of: record)
    throw malformed(
      record, label,
      "expected a finite number to predict, found '\(text)'; write labels: classes where labels are names")
  }

  /// A field's text without spaces around it; an empty field is an error.
  func text(of record: CSVRecords.Record, _ column: Int) throws(DatasetError) -> String {
    let text = DecimalNumber.trimmed(record.fields[column].bytes)
    guard !text.isEmpty else {
      throw malformed(record, column, "the field is empty; fill in or leave out rows with missing values")
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A field's number; text, NaN, infinities and empty fields are errors.
  func number(of record: CSVRecords.Record, _ column: Int) throws(DatasetError) -> Float {
    if let number = DecimalNumber.parse(record.fields[column].bytes), Float(number).isFinite { return Float(number) }
    let text = try text(of: record, column)
    let hint = layout.isOneHot ? "" : "; write categorical: one_hot to read text columns, or list the column in ignore"
    throw malformed(record, column, "expected a finite number, found '\(text)'\(hint)")
  }

  private func malformed(_ record: CSVRecords.Record, _ column: Int, _ reason: String) -> DatasetError {
    let field = record.fields[column]
    return .malformed(
      path: path, at: .cell(line: field.line, column: field.column, name: names[column]), reason: reason)
  }

  private static func next(_ records: inout CSVRecords, path: String) throws(DatasetError) -> CSVRecords.Record? {
    do throws(CSVError) { return try records.next() } catch {
      throw .malformed(path: path, at: .file, reason: error.description)
    }
  }

  private static func header(_ bytes: [UInt8], path: String, layout: CSVLayout) throws(DatasetError) -> [String] {
    var records = CSVRecords(bytes, delimiter: layout.delimiter)
    guard let first = try next(&records, path: path), !first.isBlank else {
      throw .malformed(path: path, at: .line(1), reason: "expected a header naming the columns, found nothing")
    }
    if first.fields.allSatisfy({ DecimalNumber.parse($0.bytes) != nil }) {
      throw .malformed(path: path, at: .line(1), reason: "expected a header naming the columns, found only numbers")
    }
    let names = first.fields.enumerated().map { index, field in
      let name = String(decoding: DecimalNumber.trimmed(field.bytes), as: UTF8.self)
      return name.isEmpty ? "column_\(index + 1)" : name
    }
    var seen: Set<String> = []
    if let name = names.first(where: { !seen.insert($0).inserted }) {
      throw .malformed(path: path, at: .line(1), reason: "two columns are named '\(name)'")
    }
    return names
  }

  /// At most ten names, for messages.
  private static func list(_ names: [String]) -> String {
    names.prefix(10).joined(separator: ", ") + (names.count > 10 ? ", … (\(names.count) in all)" : "")
  }
}
