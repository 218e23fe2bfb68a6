import Plot
public import Vocabulary

extension ChartSketch {
  /// Draws the sketch of a table; axes without a title stand as their columns are called.
  public func figure(of table: Table, width: Double) -> Figure {
    precondition(table.column(x) != nil && table.column(y) != nil, "no columns '\(x)' and '\(y)' to sketch")
    let isCategorical = if case .texts? = table.column(x)?.values { true } else { false }
    let encoding = Chart.Encoding(x: x, y: y, low: low, high: high, series: series, facets: facets)
    let marks: [any Mark] =
      (low == nil ? [] : [BandMark()]) + (isCategorical ? [] : [LineMark()]) + [PointMark()]
    let chart = Chart(
      table, encoding, marks: marks, x: axis(x, xTitle, table, isLogarithmicX),
      y: axis(y, yTitle, table, isLogarithmicY))
    let description = PlotDescription(
      chart, panels: chart.panels(width: width), higherIsBetter: nil, hasDiagonal: false)
    return Figure(scene: chart.scene(width: width), data: table, altText: description.text)
  }

  private func axis(_ name: String, _ title: String?, _ table: Table, _ isLogarithmic: Bool) -> Chart.Axis {
    if let title { return Chart.Axis(title, isLogarithmic: isLogarithmic) }
    return Chart.Axis(
      String(name.map { $0 == "_" ? " " : $0 }), unit: table.column(name)?.unit ?? "", isLogarithmic: isLogarithmic)
  }
}
