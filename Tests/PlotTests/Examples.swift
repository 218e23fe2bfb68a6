import Plot
import Vocabulary

/// Made-up results: curves that rise to 1, one a method, with intervals.
enum Examples {
  static let marks: [any Mark] = [BandMark(), LineMark(), PointMark()]

  static func curves(methods: [String], cases: [String], orders: [String] = ["-"], xs: [Double]) -> Table {
    var rows: [(String, String, String, Double, Double)] = []
    for (caseIndex, name) in cases.enumerated() {
      for (orderIndex, order) in orders.enumerated() {
        for (index, method) in methods.enumerated() {
          for x in xs {
            let rate = 1 + Double(index % 7) + Double(caseIndex) / 2
            rows.append((name, order, method, x, x * rate / (1 + x * (rate - 1)) - 0.2 * Double(orderIndex) * x))
          }
        }
      }
    }
    return Table([
      .init("case", .texts(rows.map(\.0))), .init("order", .texts(rows.map(\.1))),
      .init("method", .texts(rows.map(\.2))), .init("x", .reals(rows.map(\.3))), .init("y", .reals(rows.map(\.4))),
      .init("low", .reals(rows.map { $0.4 - 0.03 })), .init("high", .reals(rows.map { $0.4 + 0.03 })),
    ])
  }

  static func chart(_ table: Table, series: String? = "method", facets: [String] = []) -> Chart {
    Chart(
      table, .init(x: "x", y: "y", low: "low", high: "high", series: series, facets: facets), marks: marks,
      x: .init("points inspected", unit: "share"), y: .init("flipped labels found", unit: "share"))
  }

  /// One series through the given values at x = 0, 1, 2 …
  static func line(_ ys: [Double], margin: Double = 0) -> Chart {
    let table = Table([
      .init("x", .integers(Array(ys.indices))), .init("y", .reals(ys)), .init("low", .reals(ys.map { $0 - margin })),
      .init("high", .reals(ys.map { $0 + margin })),
    ])
    return chart(table, series: nil)
  }

  static let grid = stride(from: 0, through: 1, by: 0.125).map { $0 }
}

extension Scene {
  /// All texts, those inside clips too.
  var labels: [Label] { Self.labels(shapes) }

  private static func labels(_ shapes: [Shape]) -> [Label] {
    shapes.flatMap { shape -> [Label] in
      switch shape {
      case .text(let label): [label]
      case .clipped(let inner, _): labels(inner)
      default: []
      }
    }
  }

  func count(_ isCounted: (Shape) -> Bool) -> Int { shapes.filter(isCounted).count }
}
