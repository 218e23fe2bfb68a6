import Plot
public import Vocabulary

/// Results of a task, or a table of a theory check, as lines with intervals, or as points where x holds categories.
public struct LinePlot: ChartRecipe {
  /// A line to compare with.
  public enum Reference: String, Sendable, CaseIterable { case none, diagonal }
  private typealias Shared = TableChartParameters
  private static let task = Shared.task.optional
  private static let band = Shared.band(default: .none)
  private static let x = Parameter<String>(
    "x", .column, default: nil, help: "The column along the horizontal axis; texts become categories.",
    read: Value.readText)
  private static let y = Parameter<String>(
    "y", .measure, default: nil, help: "The measure drawn.", read: Value.readText)
  private static let color = Parameter<String>(
    "color", .column, default: nil, help: "The column that tells the lines apart.", synonyms: ["colour", "series"],
    read: Value.readText
  ).optional
  private static let reference = Parameter<Reference>.choice(
    "reference", default: Reference.none, help: "A dashed line to compare with: the diagonal is y = x.")
  private static let xScale = Parameter<Spacing>.choice(
    "x_scale", default: .linear, help: "How the horizontal axis spaces numbers; log and log10 are one.")
  private static let yScale = Parameter<Spacing>.choice(
    "y_scale", default: .linear, help: "How the vertical axis spaces numbers; log and log10 are one.")
  private static let dashed = Parameter<[String]>(
    "dashed", .list(.text, count: 0...32), default: .list([]),
    help: "Values of the color column whose lines are dashed, such as bounds beside what was measured.",
    read: Value.readTexts)

  public static let card = Card(
    "plot", .chart, revision: 1,
    "Lines of a task's measure with 95 % intervals, or of a theory check's table, in panels.",
    caution:
      "A band is an interval over replicates, which draw split, corruption and initialisation anew; it says nothing "
      + "of single examples or other data.",
    parameters: [
      task, Shared.theory, Shared.table, x, y, color, Shared.facet, band, Shared.cases, Shared.methods,
      Shared.instances, reference, xScale, yScale, dashed,
    ], synonyms: ["line", "lines", "curve", "chart"])

  private let arguments: Arguments

  public init(_ arguments: Arguments) { self.arguments = arguments }

  public var demand: ChartDemand { ChartDemand(task: arguments[Self.task], theory: arguments[Shared.theory]) }

  public func figure(of data: ChartData, width: Double) -> Figure {
    guard case .task(let table, let columns) = data else { preconditionFailure("'plot' draws tables, not images") }
    let joined = joiningSweeps(table, columns)
    let chart = chart(of: joined.clipped(arguments[Self.y], as: columns), columns)
    let drawn = Table(table.columns.filter { shownColumns(table).contains($0.name) })
    let description = PlotDescription(
      chart, panels: chart.panels(width: width), higherIsBetter: columns.declared(arguments[Self.y]).higherIsBetter,
      hasDiagonal: arguments[Self.reference] == .diagonal)
    return Figure(
      scene: chart.scene(width: width), data: drawn, altText: description.text, remark: missing(table, columns, chart))
  }

  /// Along a measure such as `model_fits`, the instances of a swept method are points of one line: the table by methods.
  private func joiningSweeps(_ table: Table, _ columns: [ColumnDeclaration]) -> Table {
    let isAlongMeasure = columns.contains { $0.name == arguments[Self.x] && !$0.isDimension }
    guard isAlongMeasure, arguments[Self.color] == "method" else { return table }
    return Table(
      table.columns.map { column in
        guard column.name == "method", case .texts(let labels) = column.values else { return column }
        return Table.Column("method", .texts(labels.map { String($0.prefix { $0 != "[" }) }))
      })
  }

  /// What logarithmic axes cannot show, and names of dashed lines that are none.
  private func missing(_ table: Table, _ columns: [ColumnDeclaration], _ chart: Chart) -> String {
    let logarithmic = [(arguments[Self.x], chart.x.isLogarithmic), (arguments[Self.y], chart.y.isLogarithmic)]
    let values = logarithmic.filter { $0.1 && !table.isCategorical($0.0) }.map { table.reals($0.0) }
    let names = arguments[Self.color].map { table.texts($0) }
    let known = Set(names ?? [])
    let strangers = arguments[Self.dashed].filter { !known.contains($0) }
    return [
      LeftOut(values, names: names ?? [], called: "values").sentence,
      strangers.isEmpty ? "" : "To be dashed, but not among the lines: \(strangers.joined(separator: ", ")).",
    ].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func chart(of table: Table, _ columns: [ColumnDeclaration]) -> Chart {
    let (x, y) = (arguments[Self.x], arguments[Self.y])
    let ends = intervalColumns(table)
    let encoding = Chart.Encoding(
      x: x, y: y, low: ends?.low, high: ends?.high, series: arguments[Self.color], facets: arguments[Shared.facet],
      dashed: Set(arguments[Self.dashed]))
    return Chart(
      table, encoding, marks: marks(isCategorical: table.isCategorical(x), hasBand: ends != nil),
      x: axis(x, columns, arguments[Self.xScale]), y: axis(y, columns, arguments[Self.yScale]))
  }

  /// The columns of interval ends, where they are asked for and there are any: a theory check may have its own.
  private func intervalColumns(_ table: Table) -> (low: String, high: String)? {
    guard arguments[Self.band] == .ci95 else { return nil }
    let y = arguments[Self.y]
    return [("\(y)_low", "\(y)_high"), ("low", "high")].first { ends in
      table.column(ends.0) != nil && table.column(ends.1) != nil
    }
  }

  /// No line joins categories, since nothing lies between them.
  private func marks(isCategorical: Bool, hasBand: Bool) -> [any Mark] {
    var marks: [any Mark] = arguments[Self.reference] == .diagonal ? [RuleMark(.diagonal)] : []
    if hasBand { marks.append(BandMark()) }
    if !isCategorical { marks.append(LineMark()) }
    return marks + [PointMark()]
  }

  private func axis(_ name: String, _ columns: [ColumnDeclaration], _ spacing: Spacing) -> Chart.Axis {
    let declared = columns.declared(name)
    return Chart.Axis(declared.label, unit: declared.unit, isLogarithmic: spacing.isLogarithmic)
  }

  private func shownColumns(_ table: Table) -> Set<String> {
    let interval = intervalColumns(table).map { [$0.low, $0.high] } ?? []
    let color = arguments[Self.color].map { [$0] } ?? []
    return Set(["case", "method", arguments[Self.x], arguments[Self.y]] + interval + color + arguments[Shared.facet])
  }
}
