import Compute
import Plot
public import Vocabulary

/// Two methods' values of the same rows against each other, with their rank correlation.
public struct Scatter: ChartRecipe {
  private static let x = Parameter<String>(
    "x", .name(.method), default: nil, help: "The method whose values run along the horizontal axis.",
    read: Value.readText)
  private static let y = Parameter<String>(
    "y", .name(.method), default: nil, help: "The method whose values run along the vertical axis.",
    read: Value.readText)
  private static let gridCase = Parameter<String>(
    "case", .name(.gridCase), default: nil, help: "The case whose training rows are shown, those of replicate 0.",
    read: Value.readText)
  private static let color = Parameter<RowGrouping>.choice(
    "color", default: RowGrouping.none,
    help: "What tells rows apart: nothing, the given class, or whether they are known to be corrupted.",
    synonyms: ["colour", "by", "group"])
  private static let xScale = Parameter<Spacing>.choice(
    "x_scale", default: .linear, help: "How the horizontal axis spaces numbers; log and log10 are one.")
  private static let yScale = Parameter<Spacing>.choice(
    "y_scale", default: .linear, help: "How the vertical axis spaces numbers; log and log10 are one.")

  public static let card = Card(
    "scatter", .chart, revision: 1, "Two methods' values of the same rows, with Spearman's rank correlation.",
    caution: "A rank correlation over all rows may come from groups that lie apart, and say little of either.",
    parameters: [x, y, gridCase, color, xScale, yScale], synonyms: ["scatter_plot", "points"],
    dataNeed: .grouped(by: "color", parameters: ["corrupted_rows"]))

  private let arguments: Arguments

  public init(_ arguments: Arguments) { self.arguments = arguments }

  private var names: (x: String, y: String) { (arguments[Self.x], arguments[Self.y]) }

  public var demand: ChartDemand {
    .values(
      methods: names.x == names.y ? [names.x] : [names.x, names.y], caseName: arguments[Self.gridCase],
      by: arguments[Self.color])
  }

  public func figure(of data: ChartData, width: Double) -> Figure {
    guard case .values(let table) = data else { preconditionFailure("'scatter' draws values") }
    let (xs, ys) = (table.reals(Table.valueColumn(names.x)), table.reals(Table.valueColumn(names.y)))
    let groups = ValueGroups(table, by: arguments[Self.color])
    let rank = Statistics.spearman(xs, ys)
    // Groups one after the other, so that the later ones lie in front.
    let (order, owners) = (groups.groups.flatMap(\.rows), groups.names(of: table.count))
    let drawn = Table([
      .init("x", .reals(order.map { xs[$0] })), .init("y", .reals(order.map { ys[$0] })),
      .init("group", .texts(order.map { owners[$0] })),
    ])
    return Figure(
      scene: chart(drawn, rank).scene(width: width), data: table,
      altText: description(xs, ys, groups.groups, rank), remark: remark(xs, ys))
  }

  private func chart(_ table: Table, _ rank: Double?) -> Chart {
    let count = table.count
    let mark = DotMark(size: count > 400 ? 3 : 4, opacity: count > 2000 ? 0.25 : count > 400 ? 0.5 : 0.7)
    let note = rank.map { "Spearman's ρ = \(NumberText.fixed($0, decimals: 2))" } ?? "no rank correlation: all ties"
    return Chart(
      table, Chart.Encoding(x: "x", y: "y", series: arguments[Self.color] == .none ? nil : "group"),
      // Points of opposite rankings fill the other corner.
      marks: [mark, NoteMark(note, isRight: (rank ?? 0) < 0)],
      x: Chart.Axis("value by \(names.x)", isLogarithmic: arguments[Self.xScale].isLogarithmic),
      y: Chart.Axis("value by \(names.y)", isLogarithmic: arguments[Self.yScale].isLogarithmic))
  }

  private func remark(_ xs: [Double], _ ys: [Double]) -> String {
    let logarithmic =
      (arguments[Self.xScale].isLogarithmic ? [xs] : []) + (arguments[Self.yScale].isLogarithmic ? [ys] : [])
    let rank = "Replicate 0; the rank correlation is over all \(xs.count) rows, ties sharing their mean rank."
    return [rank, LeftOut(logarithmic, called: "rows").sentence].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func description(
    _ xs: [Double], _ ys: [Double], _ groups: [ValueGroups.Group], _ rank: Double?
  ) -> String {
    let opening =
      "Scatter plot of \(xs.count) rows of \(arguments[Self.gridCase]): values by \(names.y) against values by \(names.x)."
    let correlation = rank.map { "Spearman's rank correlation is \(NumberText.fixed($0, decimals: 2))." }
    let told = groups.count > 1 ? groups : []
    return
      ([opening, correlation ?? "A side is constant, so there is no rank correlation."]
      + told.map { group in
        let own = Statistics.spearman(group.rows.map { xs[$0] }, group.rows.map { ys[$0] })
        return "\(group.name): \(group.rows.count) rows"
          + (own.map { ", rank correlation \(NumberText.fixed($0, decimals: 2))." } ?? ".")
      }).joined(separator: " ")
  }
}
