/// What a component gives on something small enough to be followed by hand; every number of it is computed.
struct WorkedCase: Encodable, Hashable {
  /// What is looked at, in sentences of CommonMark without formulas.
  let setting: String
  let columns: [String]
  let rows: [[String]]
  /// What to notice in the numbers, a paragraph each, in CommonMark.
  let remarks: [String]

  init(_ setting: String, columns: [String] = [], rows: [[String]] = [], remarks: [String] = []) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "rows of other length than \(columns)")
    (self.setting, self.columns, self.rows, self.remarks) = (setting, columns, rows, remarks)
  }
}
