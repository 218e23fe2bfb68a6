import Plot
public import Vocabulary

/// Results of a task as lines with intervals, or as points where x holds categories.
public struct LinePlot: ChartRecipe {
  /// What is drawn about the means.
  public enum Band: String, Sendable, CaseIterable { case none, ci95 }
  /// Which instances of a method that was swept.
  public enum Instances: String, Sendable, CaseIterable { case headline, all }
  /// A line to compare with.
  public enum Reference: String, Sendable, CaseIterable { case none, diagonal }
  /// How an axis spaces values.
  public enum Spacing: String, Sendable, CaseIterable { case linear, log10 }

  private static let task = Parameter<String>(
    "task", .name(.task), default: nil, help: "The task whose results are drawn.", read: text)
  private static let x = Parameter<String>(
    "x", .column, default: nil, help: "The column along the horizontal axis; texts become categories.", read: text)
  private static let y = Parameter<String>("y", .measure, default: nil, help: "The measure drawn.", read: text)
  private static let color = Parameter<String>(
    "color", .column, default: nil, help: "The column that tells the lines apart.", synonyms: ["colour", "series"],
    read: text
  ).optional
  private static let facet = Parameter<[String]>(
    "facet", .list(.column, count: 0...2), default: .list([]),
    help: "Columns that tell panels apart: the first gives columns, the second rows.", synonyms: ["facets", "panels"],
    read: texts)
  private static let band = Parameter<Band>.choice(
    "band", default: Band.none, help: "Whether 95 % t intervals are drawn.", synonyms: ["interval", "error"])
  private static let cases = Parameter<[String]>(
    "cases", .list(.name(.gridCase), count: 1...999), default: nil, help: "The cases shown; all by default.",
    read: texts
  ).optional
  private static let methods = Parameter<[String]>(
    "methods", .list(.name(.method), count: 1...999), default: nil, help: "The methods shown; all by default.",
    read: texts
  ).optional
  private static let instances = Parameter<Instances>.choice(
    "instances", default: .headline, help: "Which instances of swept methods are shown.")
  private static let reference = Parameter<Reference>.choice(
    "reference", default: Reference.none, help: "A dashed line to compare with: the diagonal is y = x.")
  private static let xScale = Parameter<Spacing>.choice(
    "x_scale", default: .linear, help: "How the horizontal axis spaces numbers.")
  private static let yScale = Parameter<Spacing>.choice(
    "y_scale", default: .linear, help: "How the vertical axis spaces numbers; log10 cannot show 0.")

  public static let card = Card(
    "plot", .chart, revision: 1, "Lines of a task's measure with 95 % intervals, in panels.",
    caution:
      "A band is an interval over replicates, which draw split, corruption and initialisation anew; it says nothing "
      + "of single examples or other data.",
    parameters: [
      task, x, y, color, facet, band, cases, methods, instances, reference, xScale, yScale,
    ], synonyms: ["line", "lines", "curve", "chart"])

  private let arguments: Arguments

  public init(_ arguments: Arguments) { self.arguments = arguments }

  public var demand: ChartDemand { .task(arguments[Self.task]) }

  public func figure(of data: ChartData, width: Double) -> Figure {
    guard case .task(let table, let columns) = data else { preconditionFailure("'plot' draws tables, not images") }
    let joined = joiningSweeps(table, columns)
    let chart = chart(of: isShare(columns) ? Self.clipped(joined, arguments[Self.y]) : joined, columns)
    let drawn = Table(table.columns.filter { shownColumns.contains($0.name) })
    let description = PlotDescription(
      chart, panels: chart.panels(width: width), higherIsBetter: column(arguments[Self.y], columns).higherIsBetter,
      hasDiagonal: arguments[Self.reference] == .diagonal)
    return Figure(
      scene: chart.scene(width: width), data: drawn, altText: description.text, remark: missing(table, columns))
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

  /// A share lies between 0 and 1.
  private func isShare(_ columns: [ColumnDeclaration]) -> Bool { column(arguments[Self.y], columns).unit == "share" }

  /// The same table with interval ends cut at 0 and 1, where a t interval of few replicates may reach beyond; the data
  /// beside the chart keeps them as they are.
  private static func clipped(_ table: Table, _ y: String) -> Table {
    Table(
      table.columns.map { column in
        guard ["\(y)_low", "\(y)_high"].contains(column.name), case .reals(let ends) = column.values else {
          return column
        }
        return Table.Column(column.name, unit: column.unit, .reals(ends.map { $0.isNaN ? $0 : min(1, max(0, $0)) }))
      })
  }

  /// What a logarithmic axis cannot show, in a sentence; "" where it shows all.
  private func missing(_ table: Table, _ columns: [ColumnDeclaration]) -> String {
    guard arguments[Self.yScale] == .log10 else { return "" }
    let (y, color) = (table.reals(arguments[Self.y]), arguments[Self.color])
    let names = color.map { table.texts($0) } ?? y.map { _ in column(arguments[Self.y], columns).label }
    var hidden: [String] = []
    for (name, value) in zip(names, y) where value <= 0 && !hidden.contains(name) { hidden.append(name) }
    return hidden.isEmpty
      ? ""
      : "Values of 0 cannot stand on the logarithmic axis; not shown, or not everywhere: \(hidden.joined(separator: ", "))."
  }

  private func chart(of table: Table, _ columns: [ColumnDeclaration]) -> Chart {
    let (x, y) = (arguments[Self.x], arguments[Self.y])
    let hasBand = arguments[Self.band] == .ci95
    let encoding = Chart.Encoding(
      x: x, y: y, low: hasBand ? "\(y)_low" : nil, high: hasBand ? "\(y)_high" : nil, series: arguments[Self.color],
      facets: arguments[Self.facet])
    return Chart(
      table, encoding, marks: marks(isCategorical: Self.isCategorical(table, x)),
      x: axis(x, columns, arguments[Self.xScale]), y: axis(y, columns, arguments[Self.yScale]))
  }

  /// No line joins categories, since nothing lies between them.
  private func marks(isCategorical: Bool) -> [any Mark] {
    var marks: [any Mark] = arguments[Self.reference] == .diagonal ? [RuleMark(.diagonal)] : []
    if arguments[Self.band] == .ci95 { marks.append(BandMark()) }
    if !isCategorical { marks.append(LineMark()) }
    return marks + [PointMark()]
  }

  private func axis(_ name: String, _ columns: [ColumnDeclaration], _ spacing: Spacing) -> Chart.Axis {
    let declared = column(name, columns)
    return Chart.Axis(declared.label, unit: declared.unit, isLogarithmic: spacing == .log10)
  }

  /// `case` and `method` are declared by no task.
  private func column(_ name: String, _ columns: [ColumnDeclaration]) -> ColumnDeclaration {
    columns.first { $0.name == name } ?? ColumnDeclaration(name, isDimension: true)
  }

  private var shownColumns: Set<String> {
    let y = arguments[Self.y]
    let interval = arguments[Self.band] == .ci95 ? ["\(y)_low", "\(y)_high"] : []
    let color = arguments[Self.color].map { [$0] } ?? []
    return Set(["case", "method", arguments[Self.x], y] + interval + color + arguments[Self.facet])
  }

  private static func isCategorical(_ table: Table, _ name: String) -> Bool {
    switch table.column(name)?.values {
    case .texts, .booleans: true
    default: false
    }
  }

  private static let text: @Sendable (Value) -> String? = { if case .text(let text) = $0 { text } else { nil } }
  private static let texts: @Sendable (Value) -> [String]? = { value in
    if case .list(let items) = value { items.compactMap(text) } else { nil }
  }
}
