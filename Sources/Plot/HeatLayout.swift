/// Where the parts of a grid of cells stand.
struct HeatLayout {
  static let cellHeight = 19.0
  static let keyHeight = 14.0
  private static let widestCell = 96.0

  let left: Double
  let labelWidth: Double
  let cellWidth: Double
  /// The upper edge of each panel's cells.
  let tops: [Double]
  let height: Double
  let axisTitles: [Shape]
  /// Whether the names of columns read upwards, since side by side they would touch.
  private let isUpright: Bool

  init(_ grid: HeatGrid, width: Double) {
    let start = grid.y.label.isEmpty ? 0 : ChartType.axis.size + 5
    labelWidth = min(Self.longest(grid.rows), width * 0.35)
    left = start + labelWidth + 4
    cellWidth = min(Self.widestCell, (width - left - 1) / Double(max(1, grid.columns.count)))
    isUpright = Self.longest(grid.columns) > cellWidth - 3
    let labelHeight = isUpright ? min(Self.longest(grid.columns), 110) : ChartType.tick.size
    let body = Double(grid.rows.count) * Self.cellHeight
    let titleHeight = grid.panels.contains { !$0.title.isEmpty } ? 15.0 : 4
    let first = Self.keyHeight + 3 + titleHeight
    tops = (0..<max(1, grid.panels.count)).map { first + Double($0) * (body + labelHeight + 12 + titleHeight) }
    let bottom = tops[tops.count - 1] + body + labelHeight + 5
    let middle = left + cellWidth * Double(grid.columns.count) / 2
    let xTitle = Label(
      grid.x.label, style: ChartType.axis, at: Point(middle, bottom + 3), anchor: .init(.center, .top))
    let yTitle = Label(
      TextMeasure.fitted(grid.y.label, ChartType.axis, width: bottom - tops[0]), style: ChartType.axis,
      at: Point(0, (tops[0] + bottom) / 2), anchor: .init(.center, .top), isUpright: true)
    axisTitles = [.text(xTitle), .text(yTitle)]
    height = grid.rows.isEmpty ? tops[0] + 20 : xTitle.bounds.maxY + 2
  }

  func columnLabels(_ grid: HeatGrid, below bottom: Double) -> [Shape] {
    grid.columns.enumerated().map { index, name in
      let place = Point(left + (Double(index) + 0.5) * cellWidth, bottom + 4)
      let text = isUpright ? TextMeasure.fitted(name, ChartType.tick, width: 110) : name
      return .text(
        Label(
          text, style: ChartType.tick, at: place,
          anchor: isUpright ? .init(.right, .middle) : .init(.center, .top), isUpright: isUpright))
    }
  }

  private static func longest(_ names: [String]) -> Double {
    names.map { TextMeasure($0, ChartType.tick).size.width }.max() ?? 0
  }
}
