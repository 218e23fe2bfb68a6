import Compute
import Plot
public import Vocabulary

/// How values are spread, a ridge for each method or class, with groups of rows on one baseline.
public struct Ridgeline: ChartRecipe {
  private static let methods = Parameter<[String]>(
    "methods", .list(.name(.method), count: 1...24), default: nil, help: "The methods whose values are shown.",
    synonyms: ["method"], read: Value.readTexts)
  private static let gridCase = Parameter<String>(
    "case", .name(.gridCase), default: nil, help: "The case whose training rows are shown, those of replicate 0.",
    read: Value.readText)
  private static let by = Parameter<RowGrouping>.choice(
    "by", default: RowGrouping.none,
    help:
      "What tells rows apart: nothing, the given class (a ridge for each), or whether they are known to be corrupted.",
    synonyms: ["color", "colour", "group"])

  public static let card = Card(
    "ridgeline", .chart, revision: 1, "Densities of values, a ridge for each method or class.",
    caution:
      "A kernel smooths: what looks like a tail may be a few rows, and peaks nearer than the bandwidth run together. "
      + "Each ridge has a height of its own.",
    parameters: [methods, gridCase, by], synonyms: ["ridges", "joyplot", "density"],
    dataNeed: .grouped(by: "by", parameters: ["corrupted_rows"]))

  /// Places at which a density is drawn.
  private static let resolution = 240
  /// The share of values beyond either end of the axis: a few far ones would leave no room for the rest.
  private static let tail = 0.005

  private let arguments: Arguments

  public init(_ arguments: Arguments) { self.arguments = arguments }

  private var names: [String] { arguments[Self.methods] }
  private var grouping: RowGrouping { arguments[Self.by] }
  /// Values of several methods are not on one scale.
  private var isStandardised: Bool { names.count > 1 }

  public var demand: ChartDemand { .values(methods: names, caseName: arguments[Self.gridCase], by: grouping) }

  public func figure(of data: ChartData, width: Double) -> Figure {
    guard case .values(let table) = data else { preconditionFailure("'ridgeline' draws values") }
    let groups = ValueGroups(table, by: grouping).groups
    let columns = names.map { scaled(table.reals(Table.valueColumn($0))) }
    let range = Self.range(columns.flatMap(\.self))
    let ridges = ridges(columns, groups)
    let rows = ridges.map { $0.row(in: range, resolution: Self.resolution) }
    let stack = RidgeStack(
      rows, groups: grouping == .corruption ? groups.map(\.name) : [""], x: axis, range: range)
    return Figure(
      scene: stack.scene(width: width),
      data: Self.data(rows, groups: grouping == .corruption ? groups.map(\.name) : []),
      altText: description(table, groups), remark: remark(columns, range))
  }

  private var axis: Chart.Axis {
    isStandardised
      ? Chart.Axis("value less the method's mean", unit: "standard deviations of the method")
      : Chart.Axis("value by \(names[0])")
  }

  /// Less the mean, over the standard deviation; a method of equal values stands at 0.
  private func scaled(_ values: [Double]) -> [Double] {
    guard isStandardised else { return values }
    guard values.count > 1 else { return values.map { _ in 0 } }
    let mean = Statistics.mean(values)
    let deviation = Statistics.variance(values).squareRoot()
    return values.map { deviation > 0 ? ($0 - mean) / deviation : 0 }
  }

  /// A ridge for each method, or for each method and class.
  private func ridges(_ columns: [[Double]], _ groups: [ValueGroups.Group]) -> [Ridge] {
    zip(names, columns).flatMap { name, values -> [Ridge] in
      guard grouping == .class else { return [Ridge(name: name, groups: groups.map { $0.rows.map { values[$0] } })] }
      return groups.map { group in
        Ridge(
          name: names.count == 1 ? group.name : "\(name) · \(group.name)", groups: [group.rows.map { values[$0] }])
      }
    }
  }

  private static func range(_ values: [Double]) -> ClosedRange<Double> {
    let sorted = values.sorted()
    let (low, high) = (
      Statistics.quantile(tail, ofSorted: sorted), Statistics.quantile(1 - tail, ofSorted: sorted)
    )
    let margin = high > low ? 0.08 * (high - low) : max(abs(low) * 0.1, 1e-9)
    return low - margin...high + margin
  }

  private static func data(_ rows: [RidgeStack.Row], groups: [String]) -> Table {
    let points = rows.flatMap { row in
      row.curves.flatMap { curve in
        curve.points.map { (row.name, groups.isEmpty ? "all" : groups[curve.group], $0.x, $0.y) }
      }
    }
    return Table([
      .init("ridge", .texts(points.map(\.0))), .init("group", .texts(points.map(\.1))),
      .init("value", .reals(points.map(\.2))), .init("density", .reals(points.map(\.3))),
    ])
  }

  private func remark(_ columns: [[Double]], _ range: ClosedRange<Double>) -> String {
    let beyond = columns.reduce(0) { $0 + $1.filter { !range.contains($0) }.count }
    let count = columns.reduce(0) { $0 + $1.count }
    return
      "Replicate 0; kernel densities with a normal kernel and Silverman's bandwidth, all drawn to the same height."
      + (isStandardised ? " Values are standardised for each method." : "")
      + (beyond > 0 ? " \(beyond) of \(count) values lie beyond the ends of the axis." : "")
  }

  private func description(_ table: Table, _ groups: [ValueGroups.Group]) -> String {
    let opening =
      "Densities of values on \(arguments[Self.gridCase]), a ridge for each \(grouping == .class ? "class" : "method"): "
      + names.joined(separator: ", ") + "."
    let told = names.prefix(6).map { name in
      let values = table.reals(Table.valueColumn(name))
      return "\(name): " + groups.prefix(10).map { ValueSummary(of: $0, values).sentence }.joined(separator: " ")
    }
    return ([opening] + told).joined(separator: " ")
  }
}

/// The values behind one ridge, by group.
private struct Ridge {
  let name: String
  let groups: [[Double]]

  func row(in range: ClosedRange<Double>, resolution: Int) -> RidgeStack.Row {
    let densities = groups.map { KernelDensity($0) }
    let curves = densities.enumerated().compactMap { index, density in
      density.map { density in
        RidgeStack.Curve(
          group: index,
          points: (0...resolution).map { step in
            let x = range.lowerBound + (range.upperBound - range.lowerBound) * Double(step) / Double(resolution)
            return Point(x, density(x))
          })
      }
    }
    let spikes = densities.indices.compactMap { index -> (group: Int, x: Double)? in
      guard densities[index] == nil, let value = groups[index].first else { return nil }
      return (index, value)
    }
    return RidgeStack.Row(name, curves: curves, spikes: spikes)
  }
}
