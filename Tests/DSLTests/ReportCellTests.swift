import DSL
import Testing
import Vocabulary

struct ReportCellTests {
  private func figures(_ chart: String, _ parts: [(String, String)] = []) throws -> [FigureCell] {
    let cells = try SampleStudy.read(cells: "    - figure: one\n      \(chart)\n      caption: A caption.\n", parts)
    return cells.compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
  }

  private func tables(_ cell: String, _ parts: [(String, String)] = []) throws -> [TableCell] {
    let cells = try SampleStudy.read(
      cells: "    - table: one\n      rows: method\n      cell: \(cell)\n      caption: A caption.\n", parts)
    return cells.compactMap { if case .table(let table) = $0 { table } else { nil } }
  }

  @Test func `without a report every format is written and there is no cell`() throws {
    let report = try SampleStudy.read().report
    #expect(report.formats == [.markdown, .pdf] && report.cells.isEmpty)
  }

  @Test func `a figure shows headline instances, or all that it asks for`() throws {
    let plot = "task: noisy, x: inspected, y: recall, color: method, facet: case"
    #expect(try figures("plot: {\(plot)}").map(\.filter.methods) == [["knn[k=5]", "chg", "tmc"]])
    #expect(
      try figures("plot: {\(plot), instances: all}").map(\.filter.methods) == [["knn[k=1]", "knn[k=5]", "chg", "tmc"]])
    let named = try figures("plot: {\(plot), instances: all, methods: [chg, knn]}")
    #expect(named.map(\.filter.methods) == [["chg", "knn[k=1]", "knn[k=5]"]])
    #expect(named[0].chart.arguments.values["methods"] == .list(["chg", "knn[k=1]", "knn[k=5]"].map(Value.text)))
    let one = try figures("plot: {\(plot), methods: \"knn[k=1]\"}")
    #expect(one.map(\.filter.methods) == [["knn[k=1]"]])
  }

  @Test func `methods that are not valued on the cases shown are left out`() throws {
    let found = try figures("plot: {task: noisy, x: inspected, y: recall, color: method, cases: digits}")
    #expect(found.map(\.filter) == [CellFilter(cases: ["digits"], methods: ["knn[k=5]", "chg"])])
  }

  @Test func `a single case, method or order needs no channel`() throws {
    let plot = "plot: {task: removal, x: fraction, y: accuracy, cases: [moons], methods: [chg]}"
    #expect(try figures(plot, [("[lowest_first, highest_first]", "lowest_first")]).map(\.table) == ["curve"])
  }

  @Test func `a chart without a task has no table`() throws {
    let gallery = try figures("gallery: {method: knn, case: digits}")
    #expect(gallery.map(\.table) == [nil])
    #expect(gallery.map(\.filter) == [CellFilter(cases: ["digits"], methods: ["knn[k=5]"])])
    #expect(gallery[0].chart.arguments.values["count"] == .integer(20))
  }

  @Test func `a table has its metrics, case and rows`() throws {
    let table = try #require(
      tables("{task: noisy, metrics: [auc, f1], where: {case: digits}, show: mean, best: bold}").first)
    #expect(table.task == "noisy" && table.table == "metrics" && table.metrics == ["auc", "f1"])
    #expect(table.filter == CellFilter(cases: ["digits"], methods: ["knn[k=5]", "chg"]))
    #expect(!table.hasIntervals && table.marksBest && table.conditions.isEmpty)
  }

  @Test func `a table fixes dimensions and may show all instances`() throws {
    let table = try #require(
      tables(
        "{task: removal, metric: accuracy, where: {case: moons, fraction: 0.50, order: highest_first}, instances: all}"
      ).first)
    #expect(table.hasIntervals && !table.marksBest)
    #expect(table.filter.methods == ["knn[k=1]", "knn[k=5]", "chg", "tmc"])
    #expect(
      table.conditions == [
        ColumnCondition(column: "fraction", text: "0.5"), ColumnCondition(column: "order", text: "highest_first"),
      ])
  }

  private func columnTable(_ columns: String, _ cell: String) throws -> TableCell {
    let cells = try SampleStudy.read(
      cells:
        "    - table: one\n      rows: method\n      columns: \(columns)\n      cell: \(cell)\n      caption: C.\n",
      [("  noisy: {", "  summary: {kind: data_summarization, keep: [0.05, 0.10, 0.5], model: logreg}\n  noisy: {")])
    return try #require(cells.compactMap { if case .table(let table) = $0 { table } else { nil } }.first)
  }

  @Test func `the columns of a table may be the values of a dimension`() throws {
    let table = try columnTable(
      "keep", "{task: summary, metric: accuracy, where: {case: digits}, show: mean_ci, best: bold}")
    #expect(table.table == "curve" && table.metrics == ["accuracy"] && table.conditions.isEmpty)
    #expect(table.columnDimension == "keep" && table.columnValues == ["0.05", "0.1", "0.5"])
    #expect(table.filter == CellFilter(cases: ["digits"], methods: ["knn[k=5]", "chg"]))
    #expect(table.columns.map(\.value) == ["0.05", "0.1", "0.5"])
    #expect(table.columns.map(\.metric) == ["accuracy", "accuracy", "accuracy"])
    #expect(table.columns[1].conditions == [ColumnCondition(column: "keep", text: "0.1")])
  }

  @Test func `other dimensions than that of the columns are fixed`() throws {
    let table = try columnTable(
      "order", "{task: removal, metric: accuracy, where: {case: moons, fraction: 0.5}, methods: [chg]}")
    #expect(table.columnValues == ["lowest_first", "highest_first"])
    let half = ColumnCondition(column: "fraction", text: "0.5")
    #expect(table.conditions == [half])
    #expect(
      table.columns.map(\.conditions) == [
        [half, ColumnCondition(column: "order", text: "lowest_first")],
        [half, ColumnCondition(column: "order", text: "highest_first")],
      ])
  }

  @Test func `without a dimension each metric is a column`() throws {
    let table = try #require(tables("{task: noisy, metrics: [auc, f1], where: {case: digits}}").first)
    #expect(table.columnDimension == nil && table.columnValues.isEmpty)
    #expect(table.columns.map(\.metric) == ["auc", "f1"] && table.columns.allSatisfy { $0.value == nil })
  }

  @Test func `an appendix and a format may stand alone`() throws {
    let study = try SampleStudy.read(
      adding: "report:\n  formats: markdown\n  cells:\n    - appendix: methods\n    - appendix: [environment]\n")
    let parts = study.report.cells.map { cell -> [ReportBlock.Appendix] in
      if case .appendix(let parts) = cell { parts } else { [] }
    }
    #expect(parts == [[.methods], [.environment]] && study.report.formats == [.markdown])
  }
}
