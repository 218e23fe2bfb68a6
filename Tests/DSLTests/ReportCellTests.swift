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

  @Test func `an appendix and a format may stand alone`() throws {
    let study = try SampleStudy.read(
      adding: "report:\n  formats: markdown\n  cells:\n    - appendix: methods\n    - appendix: [environment]\n")
    let parts = study.report.cells.map { cell -> [ReportBlock.Appendix] in
      if case .appendix(let parts) = cell { parts } else { [] }
    }
    #expect(parts == [[.methods], [.environment]] && study.report.formats == [.markdown])
  }
}
