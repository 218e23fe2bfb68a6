import Foundation
import Vocabulary

/// What `workbench new --csv` needs to know of a table: its columns and how many rows it has.
struct OwnTable {
  /// As the study will name it.
  let path: String
  let label: String
  let rows: Int

  /// Reads the header and counts the rows; `path` is as seen from the study's folder.
  init(path: String, studyFolder: String, label: String) throws {
    let resolved = path.hasPrefix("/") ? path : "\(studyFolder)/\(path)"
    guard let data = FileManager.default.contents(atPath: resolved) else {
      throw Failure(
        .fileMissing, "error: \(resolved) cannot be read; give --csv the path as seen from the study's folder")
    }
    let shape = try Self.shape([UInt8](data), of: resolved)
    guard shape.names.contains(label) else { throw Self.noLabel(label, shape.names, resolved) }
    (self.path, self.label, rows) = (path, label, shape.rows)
  }

  /// The names in the header and the number of rows below it.
  private static func shape(_ bytes: [UInt8], of path: String) throws -> (names: [String], rows: Int) {
    let delimiter = path.hasSuffix(".tsv") ? UInt8(ascii: "\t") : UInt8(ascii: ",")
    var records = CSVRecords(bytes, delimiter: delimiter)
    let header = try records.next()
    var rows = 0
    while let record = try records.next() { rows += record.isBlank ? 0 : 1 }
    return (header?.fields.map(\.text) ?? [], rows)
  }

  private static func noLabel(_ label: String, _ names: [String], _ path: String) -> Failure {
    let shown = names.prefix(20).joined(separator: ", ") + (names.count > 20 ? ", …" : "")
    return Failure(
      .invalid, "error: \(path) has no column '\(label)'; name the column of the class with --label: \(shown)")
  }

  /// Three fifths for training, the rest in halves.
  var split: String {
    let part = max(1, rows / 5)
    return "{train: \(max(1, rows - 2 * part)), validation: \(part), test: \(part)}"
  }
}
