import Compute
import Plot
public import Vocabulary

/// A task's measure as bars from 0, with intervals as whiskers.
public struct Bars: ChartRecipe {
  /// The order of the bars.
  public enum Order: String, Sendable, CaseIterable { case given, value }

  private typealias Shared = TableChartParameters
  private static let band = Shared.band(default: .ci95)
  private static let x = Parameter<String>(
    "x", .column, default: .text("method"), help: "The column of which each value gets a bar.", read: Value.readText)
  private static let y = Parameter<String>(
    "y", .measure, default: nil, help: "The measure that the bars show.", read: Value.readText)
  private static let color = Parameter<String>(
    "color", .column, default: nil, help: "The column that tells bars side by side apart.",
    synonyms: ["colour", "series"], read: Value.readText
  ).optional
  private static let sort = Parameter<Order>.choice(
    "sort", default: .given,
    help: "Whether bars stand as the study has them, or by the measure, best first, means over panels.",
    synonyms: ["order"])

  public static let card = Card(
    "bars", .chart, revision: 1, "A task's measure as bars from 0, with 95 % intervals as whiskers, in panels.",
    caution:
      "Whiskers are intervals over replicates; whether two methods differ is told by their paired difference, not by "
      + "whether whiskers touch.",
    parameters: [Shared.task, x, y, color, Shared.facet, band, sort, Shared.cases, Shared.methods, Shared.instances],
    synonyms: ["bar", "bar_chart"])

  private let arguments: Arguments

  public init(_ arguments: Arguments) { self.arguments = arguments }

  private var x: String { arguments[Self.x] }
  private var y: String { arguments[Self.y] }
  private var hasBand: Bool { arguments[Self.band] == .ci95 }

  public var demand: ChartDemand { .task(arguments[Shared.task]) }

  public func figure(of data: ChartData, width: Double) -> Figure {
    guard case .task(let table, let columns) = data else { preconditionFailure("'bars' draws tables") }
    let measure = columns.declared(y)
    let sorted = ordered(table, isLowBest: measure.higherIsBetter == false)
    let chart = chart(of: categorical(sorted.clipped(y, as: columns)), columns)
    return Figure(
      scene: chart.scene(width: width),
      data: Table(sorted.columns.filter { shownColumns.contains($0.name) }),
      altText: description(chart, width: width), remark: remark(sorted))
  }

  private func chart(of table: Table, _ columns: [ColumnDeclaration]) -> Chart {
    let (measure, place) = (columns.declared(y), columns.declared(x))
    return Chart(
      table,
      Chart.Encoding(
        x: x, y: y, low: hasBand ? "\(y)_low" : nil, high: hasBand ? "\(y)_high" : nil, series: arguments[Self.color],
        facets: arguments[Shared.facet]),
      marks: hasBand ? [BarMark(), WhiskerMark()] : [BarMark()], x: Chart.Axis(place.label, unit: place.unit),
      y: Chart.Axis(measure.label, unit: measure.unit))
  }

  /// A bar stands for a category even where the column holds numbers.
  private func categorical(_ table: Table) -> Table {
    guard !table.isCategorical(x) else { return table }
    return Table(
      table.columns.map { column in
        guard column.name == x else { return column }
        let texts: [String] =
          switch column.values {
          case .reals(let numbers): numbers.map(NumberText.short)
          default: table.texts(x)
          }
        return Table.Column(x, unit: column.unit, .texts(texts))
      })
  }

  /// By the mean of the measure over all rows of a category, ties and missing means as given.
  private func ordered(_ table: Table, isLowBest: Bool) -> Table {
    guard arguments[Self.sort] == .value else { return table }
    let (names, numbers) = (table.texts(x), table.reals(y))
    var seen: Set<String> = []
    let categories = names.filter { seen.insert($0).inserted }
    let means = categories.map { category -> Double in
      let own = names.indices.filter { names[$0] == category && numbers[$0].isFinite }.map { numbers[$0] }
      return own.isEmpty ? -.infinity : (isLowBest ? -1 : 1) * Statistics.mean(own)
    }
    let order = Statistics.descending(means).map { categories[$0] }
    return table.rows(order.flatMap { category in names.indices.filter { names[$0] == category } })
  }

  private var shownColumns: Set<String> {
    Set(
      ["case", "method", x, y] + (hasBand ? ["\(y)_low", "\(y)_high"] : []) + (arguments[Self.color].map { [$0] } ?? [])
        + arguments[Shared.facet])
  }

  private func remark(_ table: Table) -> String {
    let count = table.reals(y).filter { !$0.isFinite }.count
    return count == 0
      ? ""
      : "\(count) of \(table.count) means \(count == 1 ? "is" : "are") undefined and \(count == 1 ? "has" : "have") no bar."
  }

  private func description(_ chart: Chart, width: Double) -> String {
    let facets = arguments[Shared.facet]
    let opening =
      "Bars of \(chart.y.label) for each \(chart.x.label)"
      + (facets.isEmpty ? "" : ", panels by \(facets.joined(separator: " and "))")
      + "." + (hasBand ? " Whiskers are 95 % intervals." : "")
    var seen: Set<String> = []
    let categories = chart.table.texts(x).filter { seen.insert($0).inserted }
    let panels = chart.panels(width: width).prefix(4).map { panel in
      let told = panel.series.flatMap { series in
        series.data.filter { $0.y.isFinite }.map { datum in
          let name = [categories[Int(datum.x)], series.name].filter { !$0.isEmpty }.joined(separator: " ")
          return "\(name) \(NumberText.short(datum.y))"
        }
      }
      return (panel.title.isEmpty ? "" : "\(panel.title): ")
        + (told.isEmpty ? "no values" : told.prefix(12).joined(separator: ", "))
        + (told.count > 12 ? " and \(told.count - 12) more" : "") + "."
    }
    return ([opening] + panels).joined(separator: " ")
  }
}
