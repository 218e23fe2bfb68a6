/// The second pass: scales trained on the panels, and the place of everything.
struct ChartLayout {
  struct PlacedPanel {
    let panel: Panel
    let frame: Frame
    let showsX: Bool
    let showsY: Bool
  }

  let legend: Legend
  let panels: [PlacedPanel]
  let height: Double
  let axisTitles: [Shape]
  /// Whether the labels of x read upwards, since side by side they would touch.
  let hasUprightTicks: Bool

  private enum Gap {
    static let belowLegend = 7.0
    static let tick = 3.0
    static let column = 22.0
    static let right = 10.0
    static let row = 9.0
    static let title = 5.0
    static let panelTitle = 14.0
    static let tallest = 620.0
  }

  init(_ chart: Chart, _ resolved: Resolved, width: Double) {
    let legend = Legend(resolved.isSeriesAlongX ? [] : resolved.keys, width: width)
    let top = legend.height == 0 ? 2 : legend.height + Gap.belowLegend
    let panelHeight = Self.panelHeight(resolved, width: width, room: Gap.tallest - top)
    let yScales = Scales(chart, resolved, .y, tickCount: Int(panelHeight / 23))
    let titleHeight = resolved.panels.contains { !$0.title.isEmpty } ? Gap.panelTitle : Gap.tick
    let yTitle = ChartType.wrapped(
      chart.y.label, ChartType.axis, width: Double(resolved.rowCount) * (panelHeight + titleHeight))
    let columns = Columns(yTitle, yScales, resolved, width: width)
    let xScales = Self.fittingX(chart, resolved, columns.panelWidth)
    let isUpright = !Self.fits(xScales, resolved, columns.panelWidth)
    let rows = Rows(
      resolved, top: top, titleHeight: titleHeight, panelHeight: panelHeight,
      labelHeight: Gap.tick + (isUpright ? xScales.longestLabel : ChartType.tick.size))
    panels = resolved.panels.map { panel in
      let rect = Rect(
        x: columns.lefts[panel.column], y: rows.tops[panel.row], width: columns.panelWidth, height: panelHeight)
      let frame = Frame(
        rect: rect, x: xScales.scale(of: panel), y: yScales.scale(of: panel),
        seriesCount: resolved.isSeriesAlongX ? 1 : max(1, resolved.seriesNames.count),
        mostStep: chart.marks.contains { $0 is BarMark } ? 24 : 9)
      return PlacedPanel(
        panel: panel, frame: frame, showsX: resolved.isLowest(panel),
        showsY: panel.column == 0 || !yScales.isSharedAlongRows)
    }
    let xLabel = Self.titleX(chart, columns, rows, width)
    axisTitles = [.text(xLabel), .text(Self.titleY(yTitle, rows, panelHeight))]
    height = xLabel.bounds.maxY + 2
    (self.legend, hasUprightTicks) = (legend, isUpright)
  }

  private static func titleX(_ chart: Chart, _ columns: Columns, _ rows: Rows, _ width: Double) -> Label {
    let left = columns.lefts.first ?? 0
    let text = ChartType.wrapped(chart.x.label, ChartType.axis, width: width - left)
    let place = Point((left + width - Gap.right) / 2, rows.bottom + Gap.title)
    return Label(text, style: ChartType.axis, at: place, anchor: .init(.center, .top))
  }

  private static func titleY(_ text: String, _ rows: Rows, _ panelHeight: Double) -> Label {
    let middle = ((rows.tops.first ?? 0) + (rows.tops.last ?? 0) + panelHeight) / 2
    return Label(
      text, style: ChartType.axis, at: Point(0, middle), anchor: .init(.center, .top), isUpright: true)
  }

  /// Wide panels are flat, narrow ones nearly square, and all rows together fit a page.
  private static func panelHeight(_ resolved: Resolved, width: Double, room: Double) -> Double {
    let panelWidth = (width - 40) / Double(resolved.columnCount) - Gap.column
    let shape = panelWidth * (resolved.columnCount == 1 ? 0.56 : resolved.columnCount == 2 ? 0.74 : 0.88)
    return max(36, min(max(shape, 80), 230, room / Double(resolved.rowCount) - 24))
  }

  /// Fewer ticks until their labels no longer touch.
  private static func fittingX(_ chart: Chart, _ resolved: Resolved, _ panelWidth: Double) -> Scales {
    let most = max(1, min(8, Int(panelWidth / 20)))
    for count in (1...most).reversed() {
      let scales = Scales(chart, resolved, .x, tickCount: count)
      if fits(scales, resolved, panelWidth) { return scales }
    }
    return Scales(chart, resolved, .x, tickCount: 1)
  }

  private static func fits(_ scales: Scales, _ resolved: Resolved, _ panelWidth: Double) -> Bool {
    scales.fits(panelWidth, gap: resolved.columnCount == 1 ? .infinity : Gap.column, edge: Gap.right)
  }

  /// Where panels stand across.
  private struct Columns {
    let lefts: [Double]
    let panelWidth: Double

    init(_ yTitle: String, _ scales: Scales, _ resolved: Resolved, width: Double) {
      let labels = Self.labelWidths(scales, resolved)
      let start = yTitle.isEmpty ? 0 : TextMeasure(yTitle, ChartType.axis).size.height + Gap.title
      let count = Double(resolved.columnCount)
      let room = width - start - labels.reduce(0, +) - Gap.column * (count - 1) - Gap.right
      let panelWidth = max(24, room / count)
      self.panelWidth = panelWidth
      lefts = labels.indices.map { column in
        start + labels.prefix(column + 1).reduce(0, +) + Double(column) * (panelWidth + Gap.column)
      }
    }

    /// Room for the labels of y before each column.
    private static func labelWidths(_ scales: Scales, _ resolved: Resolved) -> [Double] {
      (0..<resolved.columnCount).map { column in
        if column > 0 && scales.isSharedAlongRows { return 0 }
        let own = resolved.panels.filter { $0.column == column }.map { scales.labelWidth(of: $0) }
        return (own.max() ?? 0) + Gap.tick
      }
    }
  }

  /// Where panels stand downwards.
  private struct Rows {
    let tops: [Double]
    let bottom: Double

    init(_ resolved: Resolved, top: Double, titleHeight: Double, panelHeight: Double, labelHeight: Double) {
      var (tops, y) = ([Double](), top)
      for row in 0..<resolved.rowCount {
        tops.append(y + titleHeight)
        let isLabelled = resolved.panels.contains { $0.row == row && resolved.isLowest($0) }
        y += titleHeight + panelHeight + (isLabelled ? labelHeight : 0) + Gap.row
      }
      (self.tops, bottom) = (tops, y - Gap.row)
    }
  }
}
