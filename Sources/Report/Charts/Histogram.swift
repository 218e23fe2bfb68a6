import Compute
import Plot
public import Vocabulary

/// How the values of one method are spread over the rows of a case.
public struct Histogram: ChartRecipe {
  /// What the height says.
  public enum Height: String, Sendable, CaseIterable { case counts, shares }

  private static let method = Parameter<String>(
    "method", .name(.method), default: nil, help: "The method whose values are counted.", read: Value.readText)
  private static let gridCase = Parameter<String>(
    "case", .name(.gridCase), default: nil, help: "The case whose training rows are shown, those of replicate 0.",
    read: Value.readText)
  private static let by = Parameter<RowGrouping>.choice(
    "by", default: RowGrouping.none,
    help: "What tells rows apart: nothing, the given class, or whether they are known to be corrupted.",
    synonyms: ["color", "colour", "group"])
  private static let show = Parameter<Height>.choice(
    "show", default: .counts, help: "Whether heights are rows, or shares of the rows of a group.",
    synonyms: ["height"])

  public static let card = Card(
    "histogram", .chart, revision: 1, "How one method's values are spread, in shared bins for groups of rows.",
    caution: "It shows replicate 0 alone; another split and another corruption give another picture.",
    parameters: [method, gridCase, by, show], synonyms: ["distribution"],
    dataNeed: .grouped(by: "by", parameters: ["corrupted_rows"]))

  /// With more groups than this, outlines on each other cannot be told apart, and each gets a panel.
  private static let mostTogether = 3

  private let arguments: Arguments

  public init(_ arguments: Arguments) { self.arguments = arguments }

  private var name: String { arguments[Self.method] }
  private var grouping: RowGrouping { arguments[Self.by] }

  public var demand: ChartDemand {
    .values(methods: [name], caseName: arguments[Self.gridCase], by: grouping)
  }

  public func figure(of data: ChartData, width: Double) -> Figure {
    guard case .values(let table) = data else { preconditionFailure("'histogram' draws values") }
    let values = table.reals(Table.valueColumn(name))
    let groups = ValueGroups(table, by: grouping).groups
    let bins = HistogramBins(values)
    let counts = groups.map { group in bins.counts(of: group.rows.map { values[$0] }) }
    return Figure(
      scene: chart(bins, groups, counts).scene(width: width), data: Self.data(bins, groups, counts),
      altText: description(bins, groups, values), remark: remark(bins, groups))
  }

  private func heights(_ counts: [Int]) -> [Double] {
    let total = Double(max(1, counts.reduce(0, +)))
    return counts.map { arguments[Self.show] == .shares ? Double($0) / total : Double($0) }
  }

  /// One datum for each lower end, and one where the last bin ends.
  private func chart(_ bins: HistogramBins, _ groups: [ValueGroups.Group], _ counts: [[Int]]) -> Chart {
    let isSplit = groups.count > Self.mostTogether
    let table = Table([
      .init("edge", .reals(groups.flatMap { _ in bins.edges })),
      .init("height", .reals(counts.flatMap { heights($0) + [0] })),
      .init("group", .texts(groups.flatMap { group in bins.edges.map { _ in group.name } })),
    ])
    let series = isSplit || grouping == .none ? nil : "group"
    return Chart(
      table, Chart.Encoding(x: "edge", y: "height", series: series, facets: isSplit ? ["group"] : []),
      marks: [StepMark()], x: Chart.Axis("value by \(name)"),
      y: arguments[Self.show] == .shares
        ? Chart.Axis("rows", unit: grouping == .none ? "share" : "share of the group") : Chart.Axis("rows"))
  }

  private static func data(_ bins: HistogramBins, _ groups: [ValueGroups.Group], _ counts: [[Int]]) -> Table {
    let cells = groups.indices.flatMap { group in (0..<bins.count).map { (group, $0) } }
    let totals = counts.map { Double(max(1, $0.reduce(0, +))) }
    return Table([
      .init("group", .texts(cells.map { groups[$0.0].name.isEmpty ? "all" : groups[$0.0].name })),
      .init("from", .reals(cells.map { bins.edges[$0.1] })), .init("to", .reals(cells.map { bins.edges[$0.1 + 1] })),
      .init("rows", unit: "rows", .integers(cells.map { counts[$0.0][$0.1] })),
      .init("share", unit: "share", .reals(cells.map { Double(counts[$0.0][$0.1]) / totals[$0.0] })),
    ])
  }

  private func remark(_ bins: HistogramBins, _ groups: [ValueGroups.Group]) -> String {
    let rule: String =
      switch bins.wanted {
      case bins.count: "as Freedman and Diaconis's rule asks for"
      case let wanted?:
        wanted > bins.count
          ? "the most that are drawn; Freedman and Diaconis's rule asks for \(wanted)"
          : "the fewest that are drawn; Freedman and Diaconis's rule asks for \(wanted)"
      case nil: "since half of the values are equal, which leaves Freedman and Diaconis's rule without an answer"
      }
    let shared = groups.count > 1 ? ", the same for every group" : ""
    return "Replicate 0; \(bins.count) bin\(bins.count == 1 ? "" : "s") of equal length\(shared), \(rule)."
  }

  private func description(_ bins: HistogramBins, _ groups: [ValueGroups.Group], _ values: [Double]) -> String {
    let caseName = arguments[Self.gridCase]
    let range = "from \(NumberText.short(bins.edges[0])) to \(NumberText.short(bins.edges[bins.count]))"
    let opening = "Histogram of the values by \(name) on \(caseName), \(bins.count) bins \(range)."
    return ([opening] + groups.map { ValueSummary(of: $0, values).sentence }).joined(separator: " ")
  }
}
