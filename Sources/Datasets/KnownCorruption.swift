import Vocabulary

/// The user's own ground truth: rows known to be corrupted, counted from 0 in the table, or in the training table.
enum KnownCorruption: Sendable, Hashable {
  case rows([Int])
  /// A file with one row number a line.
  case file(String)

  static let parameter = Parameter<KnownCorruption>(
    "corrupted_rows", .either(.list(.integer(0...Int.max), count: 0...100_000_000), .file), default: nil,
    help: "Rows known to be corrupted, counted from 0 in the table or the training table: a list, or a file with one "
      + "number a line.",
    synonyms: ["corrupted", "known_corrupted", "noisy_rows"], read: read
  ).optional

  private static let read: @Sendable (Value) -> KnownCorruption? = { value in
    switch value {
    case .text(let path): .file(path)
    case .list(let items): .rows(items.compactMap { if case .integer(let row) = $0 { row } else { nil } })
    default: nil
    }
  }

  /// The file to read, where there is one.
  var files: [DataFile] { if case .file(let path) = self { [.user(path)] } else { [] } }

  /// The row numbers, each below `count`.
  func rows(from files: DataFiles, count: Int) throws(DatasetError) -> [Int] {
    switch self {
    case .rows(let rows):
      guard let outside = rows.first(where: { $0 >= count }) else { return rows }
      throw .arguments(
        source: "corrupted_rows", reason: "row \(outside) does not exist; the \(count) rows count from 0")
    case .file(let path):
      return try Self.read(try files.bytes(of: .user(path)), path: files.resolved(path), count: count)
    }
  }

  private static func read(_ bytes: [UInt8], path: String, count: Int) throws(DatasetError) -> [Int] {
    var rows: [Int] = []
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      let text = String(decoding: DecimalNumber.trimmed(line.last == 0x0D ? line.dropLast() : line), as: UTF8.self)
      if text.isEmpty { continue }
      guard let row = Int(text), 0..<count ~= row else {
        throw .malformed(
          path: path, at: .line(index + 1), reason: "expected a row number from 0 to \(count - 1), found '\(text)'")
      }
      rows.append(row)
    }
    return rows
  }
}
