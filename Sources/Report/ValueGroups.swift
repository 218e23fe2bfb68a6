public import Vocabulary

/// The rows of a table of values, in the groups that a chart tells apart.
struct ValueGroups {
  /// Rows under one name; "" where nothing is told apart.
  struct Group {
    let name: String
    let rows: [Int]
  }

  /// At least one row in each: clean before corrupted, classes by number or else by name.
  let groups: [Group]

  init(_ table: Table, by grouping: RowGrouping) {
    switch grouping {
    case .none: groups = [Group(name: "", rows: Array(0..<table.count))]
    case .class: groups = Self.classes(table.texts("class"))
    case .corruption:
      let flags = table.booleans("is_corrupted")
      groups = [("clean", false), ("corrupted", true)].map { name, isCorrupted in
        Group(name: name, rows: flags.indices.filter { flags[$0] == isCorrupted })
      }.filter { !$0.rows.isEmpty }
    }
  }

  /// The name of each row's group, [rows].
  func names(of count: Int) -> [String] {
    var names = [String](repeating: "", count: count)
    for group in groups { for row in group.rows { names[row] = group.name } }
    return names
  }

  private static func classes(_ labels: [String]) -> [Group] {
    let names = Set(labels).sorted { first, second in
      guard let a = Double(first), let b = Double(second), a != b else { return first < second }
      return a < b
    }
    return names.map { name in
      Group(name: "class \(name)", rows: labels.indices.filter { labels[$0] == name })
    }
  }
}

extension Table {
  /// The column of a method's values in ``ChartData/values(_:)``.
  public static func valueColumn(_ method: String) -> String { "value_\(method)" }
}
