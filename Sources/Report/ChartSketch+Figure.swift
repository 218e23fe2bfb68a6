import Plot
public import Vocabulary

extension ChartSketch {
  /// Draws the sketch of a table; `labels` names columns for axes, others stand as they are called.
  public func figure(of table: Table, labels: [String: String] = [:], width: Double) -> Figure {
    precondition(table.column(x) != nil && table.column(y) != nil, "no columns '\(x)' and '\(y)' to sketch")
    let isCategorical = if case .texts? = table.column(x)?.values { true } else { false }
    let encoding = Chart.Encoding(x: x, y: y, low: low, high: high, series: series, facets: facets)
    let marks: [any Mark] =
      (low == nil ? [] : [BandMark()]) + (isCategorical ? [] : [LineMark()]) + [PointMark()]
    let chart = Chart(
      table, encoding, marks: marks, x: axis(x, table, labels, isLogarithmicX),
      y: axis(y, table, labels, isLogarithmicY))
    let description = PlotDescription(
      chart, panels: chart.panels(width: width), higherIsBetter: nil, hasDiagonal: false)
    return Figure(scene: chart.scene(width: width), data: table, altText: description.text)
  }

  private func axis(_ name: String, _ table: Table, _ labels: [String: String], _ isLogarithmic: Bool) -> Chart.Axis {
    let label = labels[name] ?? String(name.map { $0 == "_" ? " " : $0 })
    return Chart.Axis(label, unit: table.column(name)?.unit ?? "", isLogarithmic: isLogarithmic)
  }
}
