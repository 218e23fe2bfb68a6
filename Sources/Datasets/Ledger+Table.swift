public import Vocabulary

extension Ledger {
  /// Columns `part`, `row`, `label`, `true_label` (−1 for unknown), `target` where rows have one and, where
  /// anything is known, `corrupted`.
  public var table: Table {
    let numbers = targets.map { [Table.Column("target", .reals($0))] } ?? []
    let known = corrupted.map { [Table.Column("corrupted", .booleans($0))] } ?? []
    return Table(
      [
        Table.Column("part", .texts((0..<count).map { part(at: $0).rawValue })),
        Table.Column("row", .integers(rows)),
        Table.Column("label", .integers(labels)),
        Table.Column("true_label", .integers(trueLabels)),
      ] + numbers + known)
  }

  /// Reads what ``table`` wrote; another table is our mistake.
  public init(_ table: Table) {
    let (parts, rows) = (table.texts("part"), table.integers("row"))
    func rowsOf(_ part: Part) -> [Int] { rows.indices.filter { parts[$0] == part.rawValue }.map { rows[$0] } }
    self.init(
      train: rowsOf(.train), validation: rowsOf(.validation), test: rowsOf(.test), labels: table.integers("label"),
      trueLabels: table.integers("true_label"),
      targets: table.column("target") == nil ? nil : table.reals("target"),
      corrupted: table.column("corrupted") == nil ? nil : table.booleans("corrupted"))
    precondition(self.table.texts("part") == parts, "the parts of a ledger are not in order")
  }
}
