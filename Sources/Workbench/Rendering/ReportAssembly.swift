import Compute
import DSL
import Pipeline
import Plot
import Report
import Vocabulary

/// Turns a study and its results into a document.
struct ReportAssembly {
  let loaded: LoadedStudy
  let results: StudyResults
  private var study: Study { loaded.study }
  private var prose: TemplateText { TemplateText(results: results) }
  private var origins: Origins { Origins(loaded: loaded, results: results) }

  func document() throws -> Document {
    let shown = try study.report.cells.map(blocks)
    let cells = try zip(study.report.cells, shown).flatMap { cell, blocks in
      guard case .appendix(let parts) = cell else { return blocks }
      return try Appendix(loaded: loaded, results: results).blocks(parts, after: shown.flatMap(\.self))
    }
    let document = Document(
      title: study.title, question: try prose.markdown(study.question),
      answer: [.prose(markdown: try prose.markdown(study.answer))] + (try Verdicts(results: results).atAGlance()),
      blocks: overrides + failures + cells, bibliography: study.report.bibliography?.bibliography)
    return document.unknownReferences.isEmpty ? document : Self.withoutDeadReferences(document)
  }

  /// What could not be drawn is cited by its name: the checker has seen that the study declares it.
  private static func withoutDeadReferences(_ document: Document) -> Document {
    let unknown = document.unknownReferences
    func mended(_ text: String) -> String {
      unknown.reduce(text) { text, reference in
        text.replacing(reference.description, with: "“\(reference.name)” (not available)")
      }
    }
    func mended(_ block: Block) -> Block {
      switch block {
      case .together(let blocks): .together(blocks.map(mended))
      case .prose(let text): .prose(markdown: mended(text))
      case .exercise(let exercise): .exercise(exercise.mapping(mended))
      default: block
      }
    }
    return Document(
      title: document.title, question: document.question, answer: document.answer.map(mended),
      blocks: document.blocks.map(mended), bibliography: document.bibliography)
  }

  /// A version of the study says so on page one.
  private var overrides: [Block] {
    study.overrides.isEmpty
      ? [] : [.prose(markdown: "*This is the study with \(study.overrides.map(\.inCode).joined(separator: ", ")).*")]
  }

  /// A red box for each step that failed; replicates that failed for one reason share theirs.
  private var failures: [Block] {
    FailedReplicates.gathered(results.outcome.failures.map { ($0.name, "\($0.error)") })
      .map { .failure(title: $0.title, message: $0.message) }
  }

  /// The blocks of a cell; an appendix, which tells of the others, comes after them.
  private func blocks(_ cell: ReportBlock.Cell) throws -> [Block] {
    switch cell {
    case .prose(let template): [.prose(markdown: try prose.markdown(template))]
    case .figure(let cell): [try figure(cell)]
    case .table(let cell): [try table(cell)]
    case .worked(let cell):
      try WorkedPages(results: results, origins: origins).blocks(cell.block, caption: prose.markdown(cell.caption))
    case .exercise(let cell): [try ExercisePages(results: results, origins: origins).block(cell)]
    case .theory(let names, let isBrief):
      try names.flatMap { try TheoryPages(results: results, origins: origins).blocks($0, isBrief: isBrief) }
    case .claims(let name, let caption):
      [
        try Verdicts(results: results).table(
          name: name, caption: try prose.markdown(caption), origin: origins.claims(study.claims))
      ]
    case .appendix: []
    }
  }

  // MARK: Figures

  private func figure(_ cell: FigureCell) throws -> Block {
    let chart = Registries.chart(cell.chart)
    guard let data = try self.data(chart.demand, cell) else {
      return .failure(title: "Figure \(cell.name)", message: Self.reason(chart.demand, cell))
    }
    let figure = chart.figure(of: data, width: Document.figureWidth)
    let remark = ([figure.remark] + missing(chart.demand, cell)).filter { !$0.isEmpty }
      .map { " " + $0.escapedForProse }.joined()
    return .figure(
      FigureBlock(
        name: cell.name, figure: figure, caption: try prose.markdown(cell.caption).ended(before: remark) + remark,
        origin: origin(chart.demand, cell)))
  }

  private static func reason(_ demand: ChartDemand, _ cell: FigureCell) -> String {
    guard case .theory(let name) = demand else { return "Not drawn: a step it needs failed." }
    return "Not drawn: the check \(name) failed to run, or with its parameters it found no table "
      + "\(cell.table ?? "") with all columns that are declared."
  }

  private func origin(_ demand: ChartDemand, _ cell: FigureCell) -> Origin {
    switch demand {
    case .task(let task): origins.task(task, results.cells(cell.filter, of: task))
    case .theory(let name): origins.theory(name)
    case .values(let methods, let caseName, _): origins.rows(methods: methods, caseName: caseName)
    case .images(let method, let caseName, _, _): origins.images(method: method, caseName: caseName)
    }
  }

  /// A sentence that names what a chart would show had it not failed.
  private func missing(_ demand: ChartDemand, _ cell: FigureCell) -> [String] {
    guard case .task(let task) = demand else { return [] }
    let failed = results.cells(cell.filter, of: task).filter { results.hasFailed(task: task, cell: $0) }
    let names = failed.map { study.cases.count > 1 ? "\($0.instance.label) on \($0.caseName)" : $0.instance.label }
    return names.isEmpty ? [] : ["Not drawn, since a step failed: \(names.joined(separator: ", "))."]
  }

  private func data(_ demand: ChartDemand, _ cell: FigureCell) throws -> ChartData? {
    switch demand {
    case .task(let task):
      guard let name = cell.table, let declaration = results.declaration(task: task, table: name) else { return nil }
      let table = try results.summary(task: task, table: name, filter: cell.filter)
      return table.count == 0 ? nil : .task(table, declaration.columns)
    case .theory(let name):
      guard let table = cell.table else { return nil }
      return try results.table(table, ofTheory: name).map { .task($0.table, $0.declaration.columns) }
    case .values(let methods, let caseName, let grouping):
      return try ValueRows(loaded: loaded, results: results)
        .table(methods: methods, caseName: caseName, by: grouping).map { .values($0) }
    case .images(let method, let caseName, let lowest, let count):
      return try Pictures(loaded: loaded, results: results)
        .images(method: method, caseName: caseName, lowest: lowest, count: count).map { .images($0) }
    }
  }

  // MARK: Tables

  private func table(_ cell: TableCell) throws -> Block {
    let cells = results.cells(cell.filter, of: cell.task)
    let columns = try cell.columns.map { try column($0, cell, cells) }
    guard columns.contains(where: { $0.estimates.contains { $0 != nil } }) else {
      return .failure(title: "Table \(cell.name)", message: "Not shown: a step it needs failed.")
    }
    let several = Set(cells.map(\.caseName)).count > 1
    let headings =
      (several ? [ReportTable.Column("case")] : []) + [
        .init(study.trialTasks.contains(cell.task) ? "strategy" : "method")
      ]
      + columns.map { .init($0.heading, unit: $0.unit, .decimal) }
    let rows = cells.indices.map { row -> [ReportTable.Cell] in
      let isAlarm = columns.allSatisfy { $0.failed[row] }
      return (several ? [ReportTable.Cell(cells[row].caseName, isAlarm: isAlarm)] : [])
        + [.init(cells[row].instance.label, isAlarm: isAlarm)]
        + columns.map { $0.cell(row, isBestMarked: cell.marksBest) }
    }
    return .table(
      ReportTable(
        name: cell.name, columns: headings, rows: rows,
        caption: try prose.markdown(cell.caption).ended(before: note(cell)) + note(cell),
        data: Table(identity(cells, several: several) + columns.flatMap(\.data)),
        origin: origins.task(cell.task, cells)))
  }

  private func identity(_ cells: [GridCell], several: Bool) -> [Table.Column] {
    (several ? [.init("case", .texts(cells.map(\.caseName)))] : [])
      + [.init("method", .texts(cells.map(\.instance.label)))]
  }

  private func note(_ cell: TableCell) -> String {
    let count = study.replicates
    guard count > 1 else { return " One replicate." }
    let interval = cell.hasIntervals ? " with 95 % t intervals" : ""
    return " Means over \(count) replicates\(interval)" + (cell.marksBest ? "; the best mean is bold." : ".")
  }

  private func column(_ column: TableCell.Column, _ cell: TableCell, _ cells: [GridCell]) throws -> TableColumn {
    let columns = results.declarations(task: cell.task).flatMap(\.columns)
    let declaration = columns.first { $0.name == column.metric }
    let estimates = try cells.map { grid -> Estimate? in
      let query = Query.MetricQuery(
        task: cell.task, table: cell.table, metric: column.metric, caseName: grid.caseName,
        conditions: column.conditions)
      return try results.samples(query, method: grid.instance.label).flatMap { Estimate(of: $0) }
    }
    let dimension = cell.columnDimension.flatMap { name in columns.first { $0.name == name } }
    let heading = column.value.map { "\(column.metric.spaced) with \(dimension?.name ?? "") \($0)" }
    let name = column.value.map { "\(column.metric)_\(dimension?.name ?? "")_\($0)" }
    return TableColumn(
      name: name ?? column.metric, heading: heading ?? declaration?.label ?? column.metric,
      // Under a dimension the heading names a value of it, and the caption says what is measured.
      unit: column.value == nil ? declaration?.unit ?? "" : "", estimates: estimates,
      failed: cells.map { results.hasFailed(task: cell.task, cell: $0) }, higherIsBetter: declaration?.higherIsBetter,
      hasIntervals: cell.hasIntervals)
  }
}

/// A metric down the rows of a table.
struct TableColumn {
  let name: String
  let heading: String
  let unit: String
  /// One per row; `nil` where the result is not available.
  let estimates: [Estimate?]
  /// One per row: whether a step failed, so that there is no result; else an estimate that is `nil` is undefined.
  let failed: [Bool]
  let higherIsBetter: Bool?
  let hasIntervals: Bool

  func cell(_ row: Int, isBestMarked: Bool) -> ReportTable.Cell {
    guard let estimate = estimates[row] else { return failed[row] ? .init("failed", isAlarm: true) : .init("–") }
    let decimals = EstimateText.decimals(for: estimates.compactMap { $0 })
    let text =
      hasIntervals
      ? EstimateText.meanInterval(estimate, decimals: decimals) : NumberText.fixed(estimate.mean, decimals: decimals)
    return .init(text, isBold: isBestMarked && estimate.mean == best)
  }

  /// The numbers at full precision, for the table's own file.
  var data: [Table.Column] { estimates.columns(name, unit: unit) }

  private var best: Double? {
    let means = estimates.compactMap { $0?.mean }
    return higherIsBetter.flatMap { $0 ? means.max() : means.min() }
  }
}

extension String {
  /// With a full stop where a further sentence follows and it has no end of its own.
  fileprivate func ended(before sentence: String) -> String {
    guard !sentence.isEmpty, let end = lastIndex(where: { !$0.isWhitespace }) else { return self }
    return self[...end] + (".?!:…".contains(self[end]) ? "" : ".")
  }
}
