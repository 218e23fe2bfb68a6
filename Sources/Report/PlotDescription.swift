import Plot

/// What a plot shows, in a few sentences made from its data, for readers who cannot see it.
struct PlotDescription {
  let text: String

  /// More panels than this are only counted, which bounds the length.
  private static let mostPanels = 4
  private static let mostSeries = 3
  private static let mostNames = 10

  init(_ chart: Chart, panels: [Panel], higherIsBetter: Bool?, hasDiagonal: Bool) {
    var sentences = [Self.opening(chart, panels) + Self.band(chart, panels, hasDiagonal)]
    let isLowBest = higherIsBetter == false
    let told = panels.filter { !$0.series.isEmpty }.prefix(Self.mostPanels)
    sentences += told.map { Self.sentence(on: $0, chart, isLowBest) }
    let rest = panels.count - told.count
    if rest > 0 { sentences.append("\(Self.counted(rest, "further panel")) not described here.") }
    text = sentences.joined(separator: " ")
  }

  private static func opening(_ chart: Chart, _ panels: [Panel]) -> String {
    let series = chart.encoding.series.map { name in
      ", a series for each \(plain(name)): \(listed(seriesNames(panels)))"
    }
    let facets = chart.encoding.facets.map(plain).joined(separator: " and ")
    let grid = panels.count > 1 ? ", \(counted(panels.count, "panel")) by \(facets)" : ""
    return "\(chart.y.label) against \(chart.x.label)\(series ?? "")\(grid)."
  }

  private static func band(_ chart: Chart, _ panels: [Panel], _ hasDiagonal: Bool) -> String {
    (!hasIntervals(panels) ? "" : " Shaded bands or bars are 95 % intervals.")
      + (hasDiagonal ? " A dashed line marks y = x." : "")
  }

  private static func hasIntervals(_ panels: [Panel]) -> Bool {
    panels.contains { $0.series.contains { $0.data.contains(where: \.hasInterval) } }
  }

  /// Few series are told one by one; of many, the ends of the field.
  private static func sentence(on panel: Panel, _ chart: Chart, _ isLowBest: Bool) -> String {
    let place = panel.title.isEmpty ? "" : "\(panel.title): "
    let courses = panel.series.compactMap { Course($0, chart.x, isLowBest) }
    if courses.isEmpty { return place + "no values." }
    if courses.count <= mostSeries { return place + courses.map(\.text).joined(separator: "; ") + "." }
    let ordered = courses.sorted { isLowBest ? $0.last.y < $1.last.y : $0.last.y > $1.last.y }
    guard let best = ordered.first, let worst = ordered.last else { return place + "no values." }
    guard best.last.y != worst.last.y else {
      return place + "all \(courses.count) end at \(NumberText.short(best.last.y)); \(farthest(courses, isLowBest))."
    }
    return place + "\(isLowBest ? "lowest" : "highest") at its end is \(best.text); "
      + "\(isLowBest ? "highest" : "lowest") is \(worst.text)."
  }

  /// Of series that end alike, those on which side lies the best and the worst mean over the course.
  private static func farthest(_ courses: [Course], _ isLowBest: Bool) -> String {
    let ordered = courses.sorted { isLowBest ? $0.mean < $1.mean : $0.mean > $1.mean }
    guard let best = ordered.first, let worst = ordered.last else { return "no values" }
    return "best on the way is \(best.name), with mean \(NumberText.fixed(best.mean, decimals: 3)); "
      + "worst is \(worst.name), with \(NumberText.fixed(worst.mean, decimals: 3))"
  }

  /// How a series begins, ends and where it is best.
  private struct Course {
    let text: String
    let name: String
    let last: Series.Datum
    /// The mean of all values.
    let mean: Double

    init?(_ series: Series, _ axis: Chart.Axis, _ isLowBest: Bool) {
      let known = series.data.filter { $0.y.isFinite }
      guard let first = known.first, let last = known.last,
        let best = known.enumerated().min(by: {
          $0.element.y == $1.element.y
            ? $0.offset < $1.offset : (isLowBest ? $0.element.y < $1.element.y : $0.element.y > $1.element.y)
        })?.element
      else { return nil }
      self.last = last
      name = series.name.isEmpty ? "the value" : series.name
      mean = known.reduce(0) { $0 + $1.y } / Double(known.count)
      if known.count == 1 {
        text = "\(name) at \(NumberText.short(first.y))"
      } else {
        let peak = best == last || best == first ? "" : ", best \(NumberText.short(best.y))"
        text = "\(name), from \(NumberText.short(first.y)) to \(NumberText.short(last.y))\(peak)"
      }
    }
  }

  private static func seriesNames(_ panels: [Panel]) -> [String] {
    var seen: Set<Int> = []
    return panels.flatMap(\.series).filter { seen.insert($0.index).inserted }.sorted { $0.index < $1.index }
      .map(\.name)
  }

  private static func listed(_ names: [String]) -> String {
    let rest = names.count - mostNames
    return names.prefix(mostNames).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
  private static func plain(_ name: String) -> String { String(name.map { $0 == "_" ? " " : $0 }) }
}
