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
  let hasUprightTicks: Bool

  private enum Gap {
    static let belowLegend = 7.0
    static let tick = 3.0
    static let column = 20.0
    static let right = 10.0
    static let row = 9.0
    static let title = 5.0
    static let tallest = 620.0
  }

  init(_ chart: Chart, _ resolved: Resolved, width: Double) {
    legend = Legend(resolved.seriesNames, width: width)
    let top = legend.height == 0 ? 2 : legend.height + Gap.belowLegend
    let titleHeight = resolved.panels.contains { !$0.title.isEmpty } ? 14.0 : 3.0
    let panelHeight = Self.panelHeight(resolved, width: width, room: Gap.tallest - top)
    let yScales = Scales(chart, resolved, .y, tickCount: Int(panelHeight / 23))
    let yTitle = ChartType.wrapped(
      chart.y.label, ChartType.axis, width: Double(resolved.rowCount) * (panelHeight + titleHeight))
    let yTitleWidth = yTitle.isEmpty ? 0 : TextMeasure(yTitle, ChartType.axis).size.height + Gap.title
    let labels = Self.labelWidths(yScales, resolved)
    let taken = yTitleWidth + labels.reduce(0, +) + Gap.column * Double(resolved.columnCount - 1)
    let panelWidth = max(24, (width - taken - Gap.right) / Double(resolved.columnCount))
    let xScales = Self.fittingX(chart, resolved, panelWidth)
    hasUprightTicks = !xScales.fits(panelWidth, gap: Gap.column, edge: Gap.right)
    let xLabelHeight = Gap.tick + (hasUprightTicks ? xScales.longestLabel : ChartType.tick.size)

    var lefts: [Double] = []
    var x = yTitleWidth
    for column in 0..<resolved.columnCount {
      x += labels[column]
      lefts.append(x)
      x += panelWidth + Gap.column
    }
    var (tops, y) = ([Double](), top)
    for row in 0..<resolved.rowCount {
      tops.append(y + titleHeight)
      let isLabelled = resolved.panels.contains { $0.row == row && Self.isLowest($0, resolved) }
      y += titleHeight + panelHeight + (isLabelled ? xLabelHeight : 0) + Gap.row
    }
    panels = resolved.panels.map { panel in
      let rect = Rect(x: lefts[panel.column], y: tops[panel.row], width: panelWidth, height: panelHeight)
      let frame = Frame(
        rect: rect, x: xScales.scale(of: panel), y: yScales.scale(of: panel),
        seriesCount: max(1, resolved.seriesNames.count))
      return PlacedPanel(
        panel: panel, frame: frame, showsX: Self.isLowest(panel, resolved),
        showsY: panel.column == 0 || !yScales.isSharedAlongRows)
    }
    let center = Point((yTitleWidth + labels[0] + width - Gap.right) / 2, y - Gap.row + Gap.title)
    let middle = ((tops.first ?? top) + (tops.last ?? top) + panelHeight) / 2
    let xTitle = ChartType.wrapped(chart.x.label, ChartType.axis, width: width - yTitleWidth)
    axisTitles = [
      .text(Label(xTitle, style: ChartType.axis, at: center, anchor: .init(.center, .top))),
      .text(
        Label(yTitle, style: ChartType.axis, at: Point(0, middle), anchor: .init(.center, .top), isUpright: true)),
    ]
    height = center.y + TextMeasure(xTitle, ChartType.axis).size.height + 2
  }

  /// Wide panels are flat, narrow ones nearly square, and all rows together fit a page.
  private static func panelHeight(_ resolved: Resolved, width: Double, room: Double) -> Double {
    let panelWidth = (width - 40) / Double(resolved.columnCount) - Gap.column
    let shape = panelWidth * (resolved.columnCount == 1 ? 0.56 : resolved.columnCount == 2 ? 0.74 : 0.88)
    return max(36, min(max(shape, 80), 230, room / Double(resolved.rowCount) - 24))
  }

  private static func labelWidths(_ scales: Scales, _ resolved: Resolved) -> [Double] {
    (0..<resolved.columnCount).map { column in
      if column > 0 && scales.isSharedAlongRows { return 0 }
      let own = resolved.panels.filter { $0.column == column }.map { scales.labelWidth(of: $0) }
      return (own.max() ?? 0) + Gap.tick
    }
  }

  /// Fewer ticks until their labels no longer touch.
  private static func fittingX(_ chart: Chart, _ resolved: Resolved, _ panelWidth: Double) -> Scales {
    let most = max(1, Int(panelWidth / 34))
    for count in (1...most).reversed() {
      let scales = Scales(chart, resolved, .x, tickCount: count)
      if scales.fits(panelWidth, gap: Gap.column, edge: Gap.right) { return scales }
    }
    return Scales(chart, resolved, .x, tickCount: 1)
  }

  /// Whether no panel stands below, so that this one carries the labels of x.
  private static func isLowest(_ panel: Panel, _ resolved: Resolved) -> Bool {
    !resolved.panels.contains { $0.column == panel.column && $0.row > panel.row }
  }
}
