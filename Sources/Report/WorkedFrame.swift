public import Vocabulary

/// A worked example in a quiet frame, with the name that prose cites it by (`@wrk:name`) and its files are called after.
public struct WorkedFrame: Sendable {
  /// Letters, digits, `_` and `-`.
  public let name: String
  /// CommonMark, one paragraph beside the label; "" for none.
  public let caption: String
  /// CommonMark with tables and formulas.
  public let body: String
  /// What ships beside the report, by the ending of its name: `tables/NAME.ENDING.csv`.
  public let tables: [Data]
  /// What it was worked out from; `nil` where nobody knows.
  public let origin: Origin?

  /// A table of the example's own.
  public struct Data: Sendable {
    public let ending: String
    public let table: Table
    public init(_ ending: String, _ table: Table) { (self.ending, self.table) = (ending, table) }
  }

  public init(name: String, caption: String, body: String, tables: [Data] = [], origin: Origin? = nil) {
    precondition(Reference.isName(name), "a worked example's name is letters, digits, _ and -, not '\(name)'")
    (self.name, self.caption, self.body, self.tables, self.origin) = (name, caption, body, tables, origin)
  }

  /// Where a file of the example lies beside the report.
  func path(_ ending: String) -> String { "tables/\(name).\(ending)" }

  /// Its tables and what they were made from.
  func files(csv: (Table) throws -> [UInt8]) throws -> [ReportFile] {
    try tables.map { ReportFile(path: path("\($0.ending).csv"), bytes: try csv($0.table)) }
      + (origin.map { [ReportFile(path: path("json"), bytes: $0.bytes)] } ?? [])
  }
}
