import Vocabulary

/// The first pass: a table read through its channels, as panels in a grid.
struct Resolved {
  let panels: [Panel]
  /// The names of all series in the order of the table; empty where nothing tells series apart.
  let seriesNames: [String]
  /// The series as the legend shows them, without data.
  let keys: [Series]
  /// The categories of x, `nil` where x is a number.
  let categories: [String]?
  /// Whether the axis already names the series, which then need no legend and no places side by side.
  let isSeriesAlongX: Bool
  let columnCount: Int
  let rowCount: Int

  /// Narrower panels cannot be read.
  static let leastPanelWidth = 88.0

  init(_ chart: Chart, width: Double) {
    let (table, encoding) = (chart.table, chart.encoding)
    let grouping = encoding.series.map { table.texts($0) }
    isSeriesAlongX = encoding.series == encoding.x
    seriesNames = grouping.map(Self.distinct) ?? []
    let xs = Self.numbers(table, encoding.x)
    categories = xs.categories
    let data = Self.data(table, encoding, xs.values)
    let facets = encoding.facets.map { table.texts($0) }
    let titles = encoding.facets.map { Self.titling(table, $0) }
    let grid = Grid(facets.map(Self.distinct), width: width)
    (columnCount, rowCount) = (grid.columnCount, grid.rowCount)
    let keys = seriesNames.enumerated().map { Self.key($0.element, $0.offset, encoding) }
    self.keys = keys
    panels = grid.cells.map { cell in
      let rows = data.indices.filter { row in zip(facets, cell.values).allSatisfy { $0[row] == $1 } }
      return Panel(
        title: zip(titles, cell.values).map { $0($1) }.joined(separator: " · "), column: cell.column, row: cell.row,
        series: Self.series(rows, data, keys, grouping))
    }
  }

  /// Whether no panel stands below, so that this one carries the labels of x.
  func isLowest(_ panel: Panel) -> Bool { !panels.contains { $0.column == panel.column && $0.row > panel.row } }

  /// Values in the order of their first appearance.
  static func distinct(_ values: [String]) -> [String] {
    var seen: Set<String> = []
    return values.filter { seen.insert($0).inserted }
  }

  private static func numbers(_ table: Table, _ name: String) -> (values: [Double], categories: [String]?) {
    switch table.column(name)?.values {
    case .texts, .booleans:
      let texts = table.texts(name)
      let categories = distinct(texts)
      let places = Dictionary(uniqueKeysWithValues: categories.enumerated().map { ($0.element, Double($0.offset)) })
      return (texts.map { places[$0] ?? .nan }, categories)
    default: return (table.reals(name), nil)
    }
  }

  private static func data(_ table: Table, _ encoding: Chart.Encoding, _ xs: [Double]) -> [Series.Datum] {
    let ys = table.reals(encoding.y)
    let lows = encoding.low.map { table.reals($0) }
    let highs = encoding.high.map { table.reals($0) }
    return xs.indices.map { Series.Datum(x: xs[$0], y: ys[$0], low: lows?[$0] ?? .nan, high: highs?[$0] ?? .nan) }
  }

  private static func series(
    _ rows: [Int], _ data: [Series.Datum], _ keys: [Series], _ grouping: [String]?
  ) -> [Series] {
    guard let grouping else { return rows.isEmpty ? [] : [Series(name: "", index: 0, data: sorted(rows, data))] }
    return keys.compactMap { key in
      let own = rows.filter { grouping[$0] == key.name }
      return own.isEmpty
        ? nil : Series(name: key.name, index: key.index, data: sorted(own, data), isDashed: key.isDashed)
    }
  }

  private static func key(_ name: String, _ index: Int, _ encoding: Chart.Encoding) -> Series {
    Series(name: name, index: index, data: [], isDashed: encoding.dashed.contains(name))
  }

  /// By x, equal ones in the order of the table; a missing x goes to the end.
  private static func sorted(_ rows: [Int], _ data: [Series.Datum]) -> [Series.Datum] {
    rows.sorted { first, second in
      let (a, b) = (data[first].x, data[second].x)
      return a.isNaN || b.isNaN || a == b ? (b.isNaN && !a.isNaN) || (a.isNaN == b.isNaN && first < second) : a < b
    }.map { data[$0] }
  }

  /// How a facet's values are named: names of a study are in snake_case, and a bare number would say nothing.
  private static func titling(_ table: Table, _ name: String) -> (String) -> String {
    func plain(_ text: String) -> String { String(text.map { $0 == "_" ? " " : $0 }) }
    if case .texts? = table.column(name)?.values { return plain }
    return { "\(plain(name)) = \($0)" }
  }
}

/// Which facet values stand where.
private struct Grid {
  struct Cell {
    let column: Int
    let row: Int
    let values: [String]
  }

  let cells: [Cell]
  let columnCount: Int
  let rowCount: Int

  init(_ levels: [[String]], width: Double) {
    let most = max(1, Int(width / Resolved.leastPanelWidth))
    if levels.count == 2, levels[0].count <= most {
      (columnCount, rowCount) = (max(1, levels[0].count), max(1, levels[1].count))
      cells = levels[1].enumerated().flatMap { row, second in
        levels[0].enumerated().map { Cell(column: $0.offset, row: row, values: [$0.element, second]) }
      }
    } else {
      let combinations = levels.reduce([[]]) { lists, values in lists.flatMap { list in values.map { list + [$0] } } }
      let columns = Self.columns(for: combinations.count, most: min(most, 3))
      cells = combinations.enumerated().map {
        Cell(column: $0.offset % columns, row: $0.offset / columns, values: $0.element)
      }
      (columnCount, rowCount) = (columns, max(1, (combinations.count + columns - 1) / columns))
    }
  }

  /// Four panels are better two by two than three and one.
  private static func columns(for count: Int, most: Int) -> Int {
    count == 4 ? min(2, most) : max(1, min(count, most))
  }
}
