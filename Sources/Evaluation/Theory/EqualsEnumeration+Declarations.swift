import Vocabulary

extension EqualsEnumeration {
  /// The tables that charts may show.
  static let declaredTables = [
    TableDeclaration(
      "example",
      [
        ColumnDeclaration("point", isDimension: true),
        ColumnDeclaration("value"),
        ColumnDeclaration("source", isDimension: true),
      ])
  ]
}
