/// Densities in rows that overlap a little, each row with a curve for each group on one baseline.
public struct RidgeStack: Sendable {
  /// One group of one row.
  public struct Curve: Sendable {
    /// The place among ``RidgeStack/groups``.
    public let group: Int
    /// The density at places along x, ascending; two places or more.
    public let points: [Point]
    public init(group: Int, points: [Point]) { (self.group, self.points) = (group, points) }
  }

  public struct Row: Sendable {
    public let name: String
    public let curves: [Curve]
    /// Where rows lie of a group that has no density, since all its values are equal.
    public let spikes: [(group: Int, x: Double)]
    public init(_ name: String, curves: [Curve], spikes: [(group: Int, x: Double)] = []) {
      (self.name, self.curves, self.spikes) = (name, curves, spikes)
    }
  }

  public let rows: [Row]
  /// Names for the legend; a single unnamed group needs none.
  public let groups: [String]
  public let x: Chart.Axis
  /// The ends of the axis.
  public let range: ClosedRange<Double>

  private static let pitch = 40.0
  /// How far the highest ridge reaches, in rows.
  private static let reach = 1.3
  private static let mark = StepMark()

  public init(_ rows: [Row], groups: [String], x: Chart.Axis, range: ClosedRange<Double>) {
    (self.rows, self.groups, self.x, self.range) = (rows, groups, x, range)
  }

  /// Draws it, `width` points wide; the height follows from the rows. Every curve is as high as a row.
  public func scene(width: Double) -> Scene {
    let keys = groups.enumerated().map { Series(name: $0.element, index: $0.offset, data: []) }
    let legend = Legend(keys.filter { !$0.name.isEmpty }, width: width)
    let labels = rows.map { TextMeasure.fitted($0.name, ChartType.legend, width: width * 0.3) }
    let left = (labels.map { TextMeasure($0, ChartType.legend).size.width }.max() ?? 0) + 6
    let top = legend.height + 8 + Self.pitch * (Self.reach - 1)
    let body = Rect(x: left, y: top, width: width - left - 10, height: Self.pitch * Double(max(1, rows.count)))
    let scale = PositionScale.trained(
      .linear, on: [range.lowerBound, range.upperBound], tickCount: max(2, Int(body.width / 45)), isRounded: false)
    let axisTop = body.maxY
    let title = Label(
      ChartType.wrapped(x.label, ChartType.axis, width: body.width), style: ChartType.axis,
      at: Point(body.midX, axisTop + 18), anchor: .init(.center, .top))
    var scene = Scene(width: width, height: title.bounds.maxY + 2)
    scene.add(legend.shapes([Self.mark]))
    scene.add(grid(scale, body))
    for (index, row) in rows.enumerated() {
      let floor = body.minY + Self.pitch * Double(index + 1)
      scene.add(shapes(row, labels[index], floor, scale, body))
    }
    scene.add(axis(scale, body) + [.text(title)])
    return scene
  }

  private func place(_ value: Double, _ scale: PositionScale, _ body: Rect) -> Double? {
    scale.position(value).map { body.minX + $0 * body.width }
  }

  private func grid(_ scale: PositionScale, _ body: Rect) -> [Shape] {
    scale.ticks.compactMap { tick in
      place(tick.value, scale, body).map {
        .polyline([Point($0, body.minY - Self.pitch * (Self.reach - 1)), Point($0, body.maxY)], ChartType.grid)
      }
    }
  }

  private func axis(_ scale: PositionScale, _ body: Rect) -> [Shape] {
    scale.ticks.flatMap { tick -> [Shape] in
      guard let x = place(tick.value, scale, body) else { return [] }
      let label = Label(
        tick.label, style: ChartType.tick, at: Point(x, body.maxY + 5), anchor: .init(.center, .top))
      return [.polyline([Point(x, body.maxY), Point(x, body.maxY + 2.5)], ChartType.baseline), .text(label)]
    }
  }

  private func shapes(_ row: Row, _ label: String, _ floor: Double, _ scale: PositionScale, _ body: Rect) -> [Shape] {
    var shapes: [Shape] = row.curves.flatMap { curve -> [Shape] in
      // Beside a narrow curve a wide one of equal area would lie flat on the baseline.
      let highest = curve.points.map(\.y).max() ?? 0
      let unit = highest > 0 ? Self.pitch * Self.reach * 0.94 / highest : 0
      let path = curve.points.compactMap { point in
        place(point.x, scale, body).map { Point($0, floor - point.y * unit) }
      }
      guard let first = path.first, let last = path.last, path.count > 1 else { return [] }
      let style = SeriesStyle(curve.group)
      let dash = SeriesStyle.dashes[curve.group % SeriesStyle.dashes.count]
      return [
        .polygon([Point(first.x, floor)] + path + [Point(last.x, floor)], fill: style.color.withAlpha(0.28)),
        .polyline(path, Stroke(style.color, width: 1.1, dash: dash)),
      ]
    }
    for spike in row.spikes {
      guard let x = place(spike.x, scale, body) else { continue }
      shapes.append(
        .polyline([Point(x, floor), Point(x, floor - Self.pitch)], Stroke(SeriesStyle(spike.group).color, width: 1.6)))
    }
    let name = Label(
      label, style: ChartType.legend, at: Point(body.minX - 6, floor - 1), anchor: .init(.right, .baseline))
    return shapes + [
      .polyline([Point(body.minX, floor), Point(body.maxX, floor)], ChartType.baseline), .text(name),
    ]
  }
}
