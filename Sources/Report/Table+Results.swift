import Vocabulary

extension [ColumnDeclaration] {
  /// The declaration of a column; `case` and `method` are declared by no task.
  func declared(_ name: String) -> ColumnDeclaration {
    first { $0.name == name } ?? ColumnDeclaration(name, isDimension: true)
  }
}

extension Table {
  /// Whether a column holds words or flags.
  func isCategorical(_ name: String) -> Bool {
    switch column(name)?.values {
    case .texts, .booleans: true
    default: false
    }
  }

  /// The same table with the interval ends of a share cut at 0 and 1, where a t interval of few replicates may reach
  /// beyond; the data beside a chart keep them as they are.
  func clipped(_ measure: String, as columns: [ColumnDeclaration]) -> Table {
    guard columns.declared(measure).unit == "share" else { return self }
    return Table(
      self.columns.map { column in
        guard ["\(measure)_low", "\(measure)_high"].contains(column.name), case .reals(let ends) = column.values else {
          return column
        }
        return Table.Column(column.name, unit: column.unit, .reals(ends.map { $0.isNaN ? $0 : min(1, max(0, $0)) }))
      })
  }
}
