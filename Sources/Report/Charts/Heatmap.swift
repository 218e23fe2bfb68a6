import Plot
public import Vocabulary

/// A table of a task or of a theory check as coloured cells, with what they hold written in each.
public struct Heatmap: ChartRecipe {
  private typealias Shared = TableChartParameters
  private static let task = Shared.task.optional
  private static let x = Parameter<String>(
    "x", .column, default: nil, help: "The column of which each value gets a column of cells.", read: Value.readText)
  private static let y = Parameter<String>(
    "y", .column, default: nil, help: "The column of which each value gets a row of cells.", read: Value.readText)
  private static let value = Parameter<String>(
    "value", .finding, default: nil, help: "What the cells hold: a measure, or words or flags of a theory check.",
    synonyms: ["color", "colour", "fill", "cell"], read: Value.readText)
  private static let facet = Parameter<[String]>(
    "facet", .list(.column, count: 0...1), default: .list([]), help: "The column that tells panels apart.",
    synonyms: ["facets", "panels"], read: Value.readTexts)

  public static let card = Card(
    "heatmap", .chart, revision: 1, "A table of a task or theory check as coloured cells with their numbers or words.",
    caution: "Colours are scaled to the cells shown, so a small difference may look large: the numbers tell.",
    parameters: [
      task, Shared.theory, Shared.table, x, y, value, facet, Shared.cases, Shared.methods, Shared.instances,
    ],
    synonyms: ["heat_map", "matrix", "cells"])

  /// Stands in a cell that several rows share.
  private static let several = "…"

  private let arguments: Arguments

  public init(_ arguments: Arguments) { self.arguments = arguments }

  private var x: String { arguments[Self.x] }
  private var y: String { arguments[Self.y] }
  private var value: String { arguments[Self.value] }

  public var demand: ChartDemand { ChartDemand(task: arguments[Self.task], theory: arguments[Shared.theory]) }

  public func figure(of data: ChartData, width: Double) -> Figure {
    guard case .task(let table, let columns) = data else { preconditionFailure("'heatmap' draws tables") }
    let grid = grid(table, columns)
    let shown = ["case", "method", x, y, value, "\(value)_low", "\(value)_high"] + arguments[Self.facet]
    return Figure(
      scene: grid.scene(width: width), data: Table(table.columns.filter { shown.contains($0.name) }),
      altText: description(grid), remark: remark(grid))
  }

  private func grid(_ table: Table, _ columns: [ColumnDeclaration]) -> HeatGrid {
    let (xs, ys) = (names(table, x), names(table, y))
    let facets = arguments[Self.facet].first.map { names(table, $0) } ?? xs.map { _ in "" }
    let cells = cells(table)
    let (rows, across, titles) = (Self.distinct(ys), Self.distinct(xs), Self.distinct(facets))
    let panels = titles.map { title in
      HeatGrid.Panel(
        title: title,
        cells: rows.map { row in
          across.map { column in
            let found = cells.indices.filter { xs[$0] == column && ys[$0] == row && facets[$0] == title }
            // Rows that nothing here tells apart share a cell, which then shows none of them.
            return found.count > 1 ? .number(.nan, Self.several) : found.first.map { cells[$0] } ?? .nothing
          }
        })
    }
    let words = cells.compactMap { if case .word(let word) = $0 { word } else { nil } }
    return HeatGrid(
      panels, rows: rows, columns: across, x: axis(x, columns), y: axis(y, columns), value: axis(value, columns),
      categories: Self.distinct(words))
  }

  private func cells(_ table: Table) -> [HeatGrid.Cell] {
    switch table.column(value)?.values {
    case .texts(let words): words.map { $0.isEmpty ? .nothing : .word($0) }
    case .booleans(let flags): flags.map { .word($0 ? "yes" : "no") }
    case .integers(let numbers): numbers.map { .number(Double($0), "\($0)") }
    default: zip(table.reals(value), NumberText.aligned(table.reals(value))).map { .number($0, $1) }
    }
  }

  private func names(_ table: Table, _ name: String) -> [String] {
    switch table.column(name)?.values {
    case .reals(let numbers): numbers.map(NumberText.short)
    case .booleans(let flags): flags.map { $0 ? "yes" : "no" }
    default: table.texts(name)
    }
  }

  private static func distinct(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  private func axis(_ name: String, _ columns: [ColumnDeclaration]) -> Chart.Axis {
    let declared = columns.declared(name)
    return Chart.Axis(declared.label, unit: declared.unit)
  }

  private func remark(_ grid: HeatGrid) -> String {
    let cells = grid.panels.flatMap { $0.cells.flatMap(\.self) }
    let texts = cells.compactMap { cell -> String? in
      if case .number(let number, let text) = cell, !number.isFinite { text } else { nil }
    }
    return [
      cells.contains(.nothing) ? "Empty cells stand for what was left out." : "",
      texts.contains { $0 != Self.several } ? "A dash stands for what is undefined." : "",
      texts.contains(Self.several) ? "Three dots stand for several rows of the table in one cell." : "",
    ].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func description(_ grid: HeatGrid) -> String {
    let opening =
      "Grid of \(grid.value.label): \(grid.rows.count) rows by \(grid.y.label), \(grid.columns.count) columns by \(grid.x.label)"
      + (grid.panels.count > 1 ? ", \(grid.panels.count) panels" : "") + "."
    let told = grid.panels.prefix(3).flatMap { panel in
      zip(grid.rows, panel.cells).prefix(8).map { row, cells in
        let words = zip(grid.columns, cells).prefix(8).compactMap { column, cell -> String? in
          switch cell {
          case .number(_, let text): "\(column) \(text)"
          case .word(let word): "\(column) \(word)"
          case .nothing: nil
          }
        }
        return (panel.title.isEmpty ? "" : "\(panel.title), ") + "\(row): \(words.joined(separator: ", "))."
      }
    }
    return ([opening] + told).joined(separator: " ")
  }
}
