/// A table as coloured cells with what they hold written in each, in one panel or several below each other.
public struct HeatGrid: Sendable {
  /// What a cell holds.
  public enum Cell: Sendable, Hashable {
    /// A number with its text.
    case number(Double, String)
    /// A word, coloured by its place among ``categories``.
    case word(String)
    /// Nothing to show, such as a combination that was left out.
    case nothing
  }

  public struct Panel: Sendable {
    /// "" where there is only one.
    public let title: String
    /// [rows][columns]
    public let cells: [[Cell]]
    public init(title: String, cells: [[Cell]]) { (self.title, self.cells) = (title, cells) }
  }

  public let panels: [Panel]
  public let rows: [String]
  public let columns: [String]
  public let x: Chart.Axis
  public let y: Chart.Axis
  /// What the cells say, above the colour bar.
  public let value: Chart.Axis
  /// The words of all cells in the order of their colours; empty where cells hold numbers.
  public let categories: [String]

  /// Panels of one shape: a row of cells for each of `rows`, with a cell for each of `columns`.
  public init(
    _ panels: [Panel], rows: [String], columns: [String], x: Chart.Axis, y: Chart.Axis, value: Chart.Axis,
    categories: [String] = []
  ) {
    precondition(
      panels.allSatisfy { $0.cells.count == rows.count && $0.cells.allSatisfy { $0.count == columns.count } },
      "cells of another shape than \(rows.count) × \(columns.count)")
    (self.panels, self.rows, self.columns, self.categories) = (panels, rows, columns, categories)
    (self.x, self.y, self.value) = (x, y, value)
  }

  /// Draws it, `width` points wide; the height follows from the content.
  public func scene(width: Double) -> Scene {
    let layout = HeatLayout(self, width: width)
    var scene = Scene(width: width, height: layout.height)
    scene.add(key(width: width))
    if rows.isEmpty || columns.isEmpty {
      let place = Point(width / 2, layout.tops[0] + 10)
      scene.add(.text(Label("no data", style: ChartType.note, at: place, anchor: .init(.center, .middle))))
      return scene
    }
    for (panel, top) in zip(panels, layout.tops) { scene.add(shapes(panel, top, layout)) }
    scene.add(layout.axisTitles)
    return scene
  }

  var numbers: [Double] {
    panels.flatMap { $0.cells.flatMap(\.self) }.compactMap {
      if case .number(let number, _) = $0 { number } else { nil }
    }
    .filter(\.isFinite)
  }

  // MARK: Cells

  private func shapes(_ panel: Panel, _ top: Double, _ layout: HeatLayout) -> [Shape] {
    var shapes: [Shape] = []
    if !panel.title.isEmpty {
      let place = Point(layout.left, top - 5)
      shapes.append(.text(Label(panel.title, style: ChartType.panel, at: place, anchor: .init(.left, .baseline))))
    }
    for (row, name) in rows.enumerated() {
      let middle = top + (Double(row) + 0.5) * HeatLayout.cellHeight
      let text = TextMeasure.fitted(name, ChartType.tick, width: layout.labelWidth)
      let place = Point(layout.left - 4, middle)
      shapes.append(.text(Label(text, style: ChartType.tick, at: place, anchor: .init(.right, .middle))))
      for column in columns.indices {
        let rect = Rect(
          x: layout.left + Double(column) * layout.cellWidth, y: top + Double(row) * HeatLayout.cellHeight,
          width: layout.cellWidth, height: HeatLayout.cellHeight)
        shapes += drawn(panel.cells[row][column], rect)
      }
    }
    return shapes + layout.columnLabels(self, below: top + Double(rows.count) * HeatLayout.cellHeight)
  }

  private func drawn(_ cell: Cell, _ rect: Rect) -> [Shape] {
    let fill: Color
    let text: String
    switch cell {
    case .number(let number, let written): (fill, text) = (number.isFinite ? color(of: number) : .grey(0.94), written)
    case .word(let word): (fill, text) = (color(of: word), word)
    case .nothing: (fill, text) = (.grey(0.97), "")
    }
    let style = ChartType.tick.with(color: fill.ink)
    let label = Label(
      TextMeasure.fitted(text, style, width: rect.width - 4), style: style, at: Point(rect.midX, rect.midY),
      anchor: .init(.center, .middle))
    return [.rectangle(rect, fill: fill, stroke: Stroke(.white, width: 1))] + (text.isEmpty ? [] : [.text(label)])
  }

  private func color(of number: Double) -> Color {
    let (low, high) = range
    return ColorRamp().color(at: high > low ? (number - low) / (high - low) : 0.5)
  }

  /// Words differ in hue and in lightness, and each cell says its word besides.
  private func color(of word: String) -> Color {
    let place = categories.firstIndex(of: word) ?? 0
    let base = SeriesStyle(place).color
    let share = [0.30, 0.55, 0.18, 0.42][place % 4]
    func mixed(_ part: Double) -> Double { 1 - share * (1 - part) }
    return Color(mixed(base.red), mixed(base.green), mixed(base.blue))
  }

  private var range: (low: Double, high: Double) { (numbers.min() ?? 0, numbers.max() ?? 0) }

  // MARK: Key

  /// The name of what is shown, and behind it a bar of its colours with both ends, or the words with theirs.
  private func key(width: Double) -> [Shape] {
    let middle = HeatLayout.keyHeight / 2
    let (low, high) = range
    let ends = categories.isEmpty && high > low ? NumberText.aligned([low, high]) : []
    let taken = ends.reduce(0) { $0 + TextMeasure($1, ChartType.tick).size.width } + 20
    let barLength = min(90, 0.3 * width)
    let room = categories.isEmpty ? width - taken - barLength - 1 : width * 0.4
    let name = Label(
      TextMeasure.fitted(value.label, ChartType.axis, width: room), style: ChartType.axis, at: Point(0, middle),
      anchor: .init(.left, .middle))
    let start = name.bounds.maxX + 12
    if ends.isEmpty { return [.text(name)] + words(start, middle, width) }
    return [.text(name)] + bar(ends, start, middle, barLength)
  }

  private func bar(_ ends: [String], _ start: Double, _ middle: Double, _ length: Double) -> [Shape] {
    let left = Label(ends[0], style: ChartType.tick, at: Point(start, middle), anchor: .init(.left, .middle))
    let (x, steps) = (left.bounds.maxX + 4, 40)
    let step = length / Double(steps)
    let blocks = (0..<steps).map { place -> Shape in
      // A hair of overlap hides the seams that renderers leave between neighbours.
      let rect = Rect(x: x + Double(place) * step, y: middle - 4, width: step + 0.3, height: 8)
      return .rectangle(rect, fill: ColorRamp().color(at: (Double(place) + 0.5) / Double(steps)), stroke: nil)
    }
    let right = Label(
      ends[1], style: ChartType.tick, at: Point(x + length + 4, middle), anchor: .init(.left, .middle))
    return [.text(left)] + blocks + [.text(right)]
  }

  private func words(_ start: Double, _ middle: Double, _ width: Double) -> [Shape] {
    var (x, shapes) = (start, [Shape]())
    for word in categories {
      let label = Label(word, style: ChartType.tick, at: Point(x + 13, middle), anchor: .init(.left, .middle))
      guard label.bounds.maxX <= width else { break }
      let box = Rect(x: x, y: middle - 4.5, width: 9, height: 9)
      shapes += [.rectangle(box, fill: color(of: word), stroke: nil), .text(label)]
      x = label.bounds.maxX + 10
    }
    return shapes
  }
}
