public import Vocabulary

/// A table as it is printed, with the name that prose cites it by (`@tbl:name`).
public struct ReportTable: Sendable {
  /// Letters, digits, `_` and `-`.
  public let name: String
  public let columns: [Column]
  /// One cell per column.
  public let rows: [[Cell]]
  /// CommonMark, one paragraph.
  public let caption: String
  /// CommonMark, a paragraph each, printed small below the table.
  public let notes: [String]
  /// The numbers behind the cells at full precision; the printed texts where there is none.
  public let data: Table
  /// What it was made from; `nil` where nobody knows.
  public let origin: Origin?

  /// A heading with the unit of its numbers ("" for none).
  public struct Column: Sendable, Hashable {
    public let title: String
    public let unit: String
    public let alignment: Alignment
    public init(_ title: String, unit: String = "", _ alignment: Alignment = .left) {
      (self.title, self.unit, self.alignment) = (title, unit, alignment)
    }

    var heading: String { unit.isEmpty ? title : "\(title) [\(unit)]" }
  }

  /// Where the texts of a column stand; `decimal` sets the first decimal points below each other.
  public enum Alignment: Sendable, Hashable { case left, center, right, decimal }

  /// A plain text.
  public struct Cell: Sendable, Hashable, ExpressibleByStringLiteral {
    public let text: String
    public let isBold: Bool
    /// Whether it is a key, a path or a setting, set in typewriter letters and broken anywhere.
    public let isCode: Bool
    /// Whether it stands for something that failed: red, or bold where there is no colour.
    public let isAlarm: Bool
    public init(_ text: String, isBold: Bool = false, isCode: Bool = false, isAlarm: Bool = false) {
      (self.text, self.isBold, self.isCode, self.isAlarm) = (text, isBold, isCode, isAlarm)
    }
    public init(stringLiteral text: String) { self.init(text) }
  }

  public init(
    name: String, columns: [Column], rows: [[Cell]], caption: String, notes: [String] = [], data: Table? = nil,
    origin: Origin? = nil
  ) {
    precondition(Reference.isName(name), "a table's name is letters, digits, _ and -, not '\(name)'")
    for row in rows {
      precondition(row.count == columns.count, "table '\(name)': \(row.count) cells for \(columns.count) columns")
    }
    (self.name, self.columns, self.rows, self.caption, self.notes) = (name, columns, rows, caption, notes)
    self.data = data ?? Self.texts(columns, rows)
    self.origin = origin
  }

  /// Where a file of the table lies beside the report.
  func path(_ ending: String) -> String { "tables/\(name).\(ending)" }

  /// The printed texts as a table; columns that share a title are told apart by a number.
  private static func texts(_ columns: [Column], _ rows: [[Cell]]) -> Table {
    var names: [String] = []
    for column in columns {
      let wanted = [column.title] + (2...(columns.count + 2)).map { "\(column.title)_\($0)" }
      names.append(wanted.first { !names.contains($0) } ?? column.title)
    }
    return Table(
      columns.indices.map { index in
        Table.Column(names[index], unit: columns[index].unit, .texts(rows.map { $0[index].text }))
      })
  }
}
