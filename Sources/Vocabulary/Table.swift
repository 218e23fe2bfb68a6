/// Named, typed columns of equal length; with ``NumericArray`` the only thing rooms hand on after computing.
public struct Table: Sendable, Hashable {
  public private(set) var columns: [Column]

  /// A column with its unit ("" for none).
  public struct Column: Sendable, Hashable {
    public let name: String
    public let unit: String
    public let values: Values

    public init(_ name: String, unit: String = "", _ values: Values) {
      (self.name, self.unit, self.values) = (name, unit, values)
    }
  }

  /// The values of a column. A missing real is NaN and written as an empty cell.
  public enum Values: Sendable, Hashable {
    case integers([Int])
    case reals([Double])
    case booleans([Bool])
    case texts([String])

    public var count: Int {
      switch self {
      case .integers(let values): values.count
      case .reals(let values): values.count
      case .booleans(let values): values.count
      case .texts(let values): values.count
      }
    }
  }

  /// Columns of equal length and different names.
  public init(_ columns: [Column] = []) {
    precondition(Set(columns.map(\.name)).count == columns.count, "two columns of one name: \(columns.map(\.name))")
    precondition(
      Set(columns.map(\.values.count)).count <= 1,
      "columns of different lengths: \(columns.map { "\($0.name) \($0.values.count)" })")
    self.columns = columns
  }

  /// The number of rows.
  public var count: Int { columns.first?.values.count ?? 0 }

  /// The column of a name, if there is one.
  public func column(_ name: String) -> Column? { columns.first { $0.name == name } }

  /// Reals of a column (integers are widened); a missing column is our mistake.
  public func reals(_ name: String) -> [Double] {
    switch column(name)?.values {
    case .reals(let values): return values
    case .integers(let values): return values.map(Double.init)
    default: preconditionFailure("no numeric column '\(name)' among \(columns.map(\.name))")
    }
  }

  /// Integers of a column; a missing column is our mistake.
  public func integers(_ name: String) -> [Int] {
    guard case .integers(let values) = column(name)?.values else {
      preconditionFailure("no integer column '\(name)' among \(columns.map(\.name))")
    }
    return values
  }

  /// Flags of a column; a missing column is our mistake.
  public func booleans(_ name: String) -> [Bool] {
    guard case .booleans(let values) = column(name)?.values else {
      preconditionFailure("no boolean column '\(name)' among \(columns.map(\.name))")
    }
    return values
  }

  /// Texts of a column; numbers and flags are written out. A missing column is our mistake.
  public func texts(_ name: String) -> [String] {
    switch column(name)?.values {
    case .texts(let values): return values
    case .integers(let values): return values.map { "\($0)" }
    case .reals(let values): return values.map { "\($0)" }
    case .booleans(let values): return values.map { "\($0)" }
    case nil: preconditionFailure("no column '\(name)' among \(columns.map(\.name))")
    }
  }

  /// The rows at some positions, in that order.
  public func rows(_ indices: [Int]) -> Table {
    Table(
      columns.map { column in
        let values: Values =
          switch column.values {
          case .integers(let values): .integers(indices.map { values[$0] })
          case .reals(let values): .reals(indices.map { values[$0] })
          case .booleans(let values): .booleans(indices.map { values[$0] })
          case .texts(let values): .texts(indices.map { values[$0] })
          }
        return Column(column.name, unit: column.unit, values)
      })
  }

  /// Rows of tables with the same columns, one below the other; an empty list gives an empty table.
  public init(stacking tables: [Table]) {
    guard let first = tables.first else {
      self.init()
      return
    }
    precondition(tables.allSatisfy { $0.columns.map(\.name) == first.columns.map(\.name) }, "tables differ in columns")
    self.init(
      first.columns.indices.map { index in
        let column = first.columns[index]
        let values: Values =
          switch column.values {
          case .integers: .integers(tables.flatMap { $0.integers(column.name) })
          case .reals: .reals(tables.flatMap { $0.reals(column.name) })
          case .booleans: .booleans(tables.flatMap { $0.booleans(column.name) })
          case .texts: .texts(tables.flatMap { $0.texts(column.name) })
          }
        return Column(column.name, unit: column.unit, values)
      })
  }
}
