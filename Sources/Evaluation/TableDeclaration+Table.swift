import Vocabulary

extension TableDeclaration {
  /// The declared table with these values, a column each in declared order.
  func table(_ values: [Table.Values]) -> Table {
    precondition(values.count == columns.count, "\(values.count) columns for the table '\(name)' of \(columns.count)")
    return Table(zip(columns, values).map { Table.Column($0.name, unit: $0.unit, $1) })
  }

  /// The same as an item of an artifact.
  func item(_ values: [Table.Values]) -> Artifact.Item { Artifact.Item(name, .table(table(values))) }
}
