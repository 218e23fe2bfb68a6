/// The scales of one axis for all panels, shared as far as every panel still fills its share of the range.
struct Scales {
  enum Channel { case x, y }

  /// Which panels have a scale in common.
  private enum Sharing: CaseIterable { case all, columns, rows, none }

  private let sharing: Sharing
  private let scales: [Int: PositionScale]

  init(_ chart: Chart, _ resolved: Resolved, _ channel: Channel, tickCount: Int) {
    let panels = resolved.panels
    let isX = channel == .x
    let values = panels.map { isX ? Self.places(of: $0, chart) : Self.heights(of: $0, chart.marks) }
    let isLogarithmic = isX ? chart.x.isLogarithmic : chart.y.isLogarithmic
    if isX, let categories = resolved.categories {
      sharing = .all
      scales = [0: .ordinal(categories)]
      return
    }
    // Labels of x stand below the lowest panel of a column, so panels of a column always share x.
    let choices: [Sharing] = isX ? [.all, .columns] : Sharing.allCases
    let ranges = values.map { Self.length($0, isLogarithmic) }
    let chosen = choices.first { choice in
      let groups = Dictionary(grouping: panels.indices) { Self.group(panels[$0], choice) }
      return groups.values.allSatisfy { members in
        let whole = Self.length(members.flatMap { values[$0] }, isLogarithmic)
        return members.allSatisfy { values[$0].isEmpty || ranges[$0] >= 0.4 * whole }
      }
    }
    let sharing = chosen ?? (isX ? .columns : .none)
    self.sharing = sharing
    scales = Dictionary(grouping: panels.indices) { Self.group(panels[$0], sharing) }.mapValues { members in
      .trained(
        isLogarithmic ? .log10 : .linear, on: members.flatMap { values[$0] }, tickCount: tickCount, isRounded: !isX)
    }
  }

  /// Whether only the first panel of a row needs labels.
  var isSharedAlongRows: Bool { sharing == .all || sharing == .rows }

  func scale(of panel: Panel) -> PositionScale {
    guard let scale = scales[Self.group(panel, sharing)] else {
      preconditionFailure("no scale was trained for the panel '\(panel.title)'")
    }
    return scale
  }

  func labelWidth(of panel: Panel) -> Double { Self.widths(scale(of: panel)).max() ?? 0 }

  /// The widest label of all panels, in points.
  var longestLabel: Double { scales.values.flatMap(Self.widths).max() ?? 0 }

  /// Whether labels along a length keep a letter's distance, also across the gap to the next panel and at the edge.
  func fits(_ length: Double, gap: Double, edge: Double) -> Bool {
    scales.values.allSatisfy { scale in
      let places = scale.ticks.compactMap { scale.position($0.value).map { $0 * length } }
      let halves = Self.widths(scale).map { $0 / 2 }
      guard let first = places.first, let last = places.last else { return true }
      let (before, after) = (halves[0] - first, last + halves[halves.count - 1] - length)
      return before + after + Self.distance <= gap && after <= edge
        && places.indices.dropFirst().allSatisfy { index in
          places[index] - halves[index] - (places[index - 1] + halves[index - 1]) >= Self.distance
        }
    }
  }

  private static let distance = 5.0

  private static func widths(_ scale: PositionScale) -> [Double] {
    scale.ticks.map { TextMeasure($0.label, ChartType.tick).size.width }
  }

  /// Where the data stand along x; a cloud of points keeps a little distance from the edges.
  private static func places(of panel: Panel, _ chart: Chart) -> [Double] {
    let places = panel.series.flatMap { $0.data.map(\.x) }
    let shown = places.filter(\.isFinite)
    guard chart.marks.contains(where: { $0 is DotMark }), !chart.x.isLogarithmic, let low = shown.min(),
      let high = shown.max(), low < high
    else { return places }
    let margin = 0.02 * (high - low)
    return places + [low - margin, high + margin]
  }

  private static func heights(of panel: Panel, _ marks: [any Mark]) -> [Double] {
    panel.series.flatMap { series in marks.flatMap { $0.extent(of: series) } }.filter(\.isFinite)
  }

  private static func length(_ values: [Double], _ isLogarithmic: Bool) -> Double {
    let shown = values.filter { $0.isFinite && (!isLogarithmic || $0 > 0) }
    guard let low = shown.min(), let high = shown.max() else { return 0 }
    // A logarithmic range is told by its ratio; panels that span a decade or more may share.
    return isLogarithmic ? max(1, (high / low).squareRoot()) : high - low
  }

  private static func group(_ panel: Panel, _ sharing: Sharing) -> Int {
    switch sharing {
    case .all: 0
    case .columns: panel.column
    case .rows: panel.row
    case .none: panel.row * 1000 + panel.column
    }
  }
}
