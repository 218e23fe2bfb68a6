public import Vocabulary

extension TheoryResult {
  /// Texts in the table `result`, sketches in `charts`, captions in `captions`, and the tables themselves after them.
  public var artifact: Artifact {
    let texts = [
      ("verdict", verdict.rawValue), ("statement", statement), ("assumptions", assumptions), ("exactly", exactly),
      ("sampled", sampled), ("finding", finding), ("counterexample", counterexample),
    ]
    return Artifact(
      [
        .init("result", .table(Table([.init("name", .texts(texts.map(\.0))), .init("text", .texts(texts.map(\.1)))]))),
        .init(
          "captions",
          .table(
            Table([
              .init("table", .texts(tables.map(\.name))), .init("caption", .texts(tables.map(\.caption))),
              .init("printed", .booleans(tables.map(\.isPrinted))),
            ]))),
        .init("charts", .table(Self.table(of: charts))),
      ] + tables.map { .init("table_\($0.name)", .table($0.table)) })
  }

  /// Reads what ``artifact`` wrote.
  public init(_ artifact: Artifact) {
    guard let result = artifact.table("result"), let captions = artifact.table("captions"),
      let charts = artifact.table("charts")
    else { preconditionFailure("no theory result among \(artifact.items.map(\.name))") }
    let texts = Dictionary(uniqueKeysWithValues: zip(result.texts("name"), result.texts("text")))
    func text(_ name: String) -> String { texts[name] ?? "" }
    guard let verdict = Verdict(rawValue: text("verdict")) else {
      preconditionFailure("no verdict called '\(text("verdict"))'")
    }
    self.init(
      verdict: verdict, statement: text("statement"), assumptions: text("assumptions"), exactly: text("exactly"),
      sampled: text("sampled"), finding: text("finding"), counterexample: text("counterexample"),
      tables: (0..<captions.count).compactMap { row in
        let name = captions.texts("table")[row]
        return artifact.table("table_\(name)").map {
          Named(name, caption: captions.texts("caption")[row], isPrinted: captions.booleans("printed")[row], $0)
        }
      }, charts: Self.sketches(in: charts))
  }

  private static func table(of charts: [ChartSketch]) -> Table {
    Table([
      .init("table", .texts(charts.map(\.table))), .init("x", .texts(charts.map(\.x))),
      .init("y", .texts(charts.map(\.y))), .init("x_title", .texts(charts.map { $0.xTitle ?? "" })),
      .init("y_title", .texts(charts.map { $0.yTitle ?? "" })), .init("series", .texts(charts.map { $0.series ?? "" })),
      .init("facets", .texts(charts.map { $0.facets.joined(separator: " ") })),
      .init("low", .texts(charts.map { $0.low ?? "" })), .init("high", .texts(charts.map { $0.high ?? "" })),
      .init("log_x", .booleans(charts.map(\.isLogarithmicX))), .init("log_y", .booleans(charts.map(\.isLogarithmicY))),
      .init("caption", .texts(charts.map(\.caption))),
    ])
  }

  private static func sketches(in table: Table) -> [ChartSketch] {
    func optional(_ name: String, _ row: Int) -> String? {
      let text = table.texts(name)[row]
      return text.isEmpty ? nil : text
    }
    return (0..<table.count).map { row in
      ChartSketch(
        table: table.texts("table")[row], x: table.texts("x")[row], y: table.texts("y")[row],
        xTitle: optional("x_title", row), yTitle: optional("y_title", row),
        series: optional("series", row), facets: table.texts("facets")[row].split(separator: " ").map(String.init),
        low: optional("low", row), high: optional("high", row), isLogarithmicX: table.booleans("log_x")[row],
        isLogarithmicY: table.booleans("log_y")[row], caption: table.texts("caption")[row])
    }
  }
}
