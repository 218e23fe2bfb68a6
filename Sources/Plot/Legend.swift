/// The series' names with their signs, in order, in as many columns as fit.
struct Legend {
  let series: [Series]
  let names: [String]
  let width: Double
  let columnWidths: [Double]
  private static let keyWidth = 20.0
  private static let keyGap = 4.0
  private static let columnGap = 12.0
  private static let lineHeight = 12.0

  /// A single unnamed series needs no legend.
  init(_ series: [Series], width: Double) {
    self.series = series
    let room = width - Self.keyWidth - Self.keyGap
    names = series.map { TextMeasure.fitted($0.name, ChartType.legend, width: room) }
    self.width = width
    columnWidths = Self.columnWidths(names, width)
  }

  var rowCount: Int { columnWidths.isEmpty ? 0 : (names.count + columnWidths.count - 1) / columnWidths.count }
  var height: Double { Double(rowCount) * Self.lineHeight }

  /// The largest number of columns that fits, then the smallest that needs no more rows.
  private static func columnWidths(_ names: [String], _ width: Double) -> [Double] {
    if names.isEmpty { return [] }
    let lengths = names.map { keyWidth + keyGap + TextMeasure($0, ChartType.legend).size.width }
    let fitting = (1...names.count).reversed().first { total(widths(lengths, $0)) <= width } ?? 1
    let rows = (names.count + fitting - 1) / fitting
    return widths(
      lengths, (1...fitting).first { ($0 * rows) >= names.count && total(widths(lengths, $0)) <= width } ?? fitting)
  }

  private static func widths(_ lengths: [Double], _ columns: Int) -> [Double] {
    (0..<columns).map { column in
      stride(from: column, to: lengths.count, by: columns).map { lengths[$0] }.max() ?? 0
    }
  }

  private static func total(_ widths: [Double]) -> Double {
    widths.reduce(0, +) + columnGap * Double(widths.count - 1)
  }

  /// The legend with its top left corner at the origin.
  func shapes(_ marks: [any Mark]) -> [Shape] {
    names.enumerated().flatMap { index, name -> [Shape] in
      let (row, column) = index.quotientAndRemainder(dividingBy: columnWidths.count)
      let x = columnWidths.prefix(column).reduce(0) { $0 + $1 + Self.columnGap }
      let key = Rect(x: x, y: Double(row) * Self.lineHeight, width: Self.keyWidth, height: Self.lineHeight)
      let label = Label(
        name, style: ChartType.legend, at: Point(key.maxX + Self.keyGap, key.midY), anchor: .init(.left, .middle))
      return marks.flatMap { $0.key(of: series[index], in: key) } + [.text(label)]
    }
  }
}
