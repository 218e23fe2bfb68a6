import Compute
import DSL
import Datasets
import Evaluation
import Pipeline
import Valuation
import Vocabulary

/// What a study found, gathered over cells and replicates. A cell with a failed replicate has no results:
/// a mean over the others would hide the failure.
struct StudyResults {
  let plan: StudyPlan
  let outcome: Outcome

  private var study: Study { plan.study }

  /// The artifacts of a task on a cell, one per replicate; `nil` if any failed or was not reached.
  func artifacts(task: String, cell: GridCell) throws -> [Artifact]? {
    try all(plan.replicates.map { StudyPlan.task(task, cell.caseName, cell.instance.label, $0) })
  }

  /// The values of a cell in one replicate; `nil` if the step failed.
  func values(caseName: String, instance: String, replicate: Int) throws -> DataValues? {
    try all([StudyPlan.values(caseName, instance, replicate)])?.first.map { DataValues($0) }
  }

  /// The result of a check; `nil` where its step failed.
  func theory(_ name: String) throws -> TheoryResult? {
    try all([StudyPlan.theory(name)])?.first.map { TheoryResult($0) }
  }

  /// A declared table of a check with its declaration; `nil` where the step failed, or the check with its parameters has
  /// no such table or lacks a declared column.
  func table(_ table: String, ofTheory name: String) throws -> (table: Table, declaration: TableDeclaration)? {
    guard let block = study.theory.first(where: { $0.check.name == name })?.check,
      let declaration = type(of: Registries.theory(block.component)).card.tables.first(where: { $0.name == table }),
      let found = try theory(name)?.tables.first(where: { $0.name == table })?.table,
      declaration.columns.allSatisfy({ found.column($0.name) != nil })
    else { return nil }
    return (found, declaration)
  }

  /// A worked example; `nil` where its step failed.
  func worked(_ name: String) throws -> WorkedExample? {
    try all([StudyPlan.worked(name)])?.first.map { WorkedExample($0) }
  }

  private func all(_ steps: [String]) throws -> [Artifact]? {
    guard steps.allSatisfy({ outcome.isKnown($0) }) else { return nil }
    return try steps.map { try outcome.artifact(of: $0) }
  }

  /// Whether a task, or the values it reads, failed on a cell in some replicate.
  func hasFailed(task: String, cell: GridCell) -> Bool {
    plan.replicates.contains { !outcome.isKnown(StudyPlan.task(task, cell.caseName, cell.instance.label, $0)) }
  }

  /// The values of a cell in every replicate; `nil` if one failed.
  func values(_ cell: GridCell) throws -> [DataValues]? {
    try all(plan.replicates.map { StudyPlan.values(cell.caseName, cell.instance.label, $0) })?.map { DataValues($0) }
  }

  /// Cells on which a task is evaluated, as far as a filter keeps them.
  func cells(_ filter: CellFilter, of task: String) -> [GridCell] {
    study.cells(of: task).filter {
      (filter.cases.isEmpty || filter.cases.contains($0.caseName))
        && (filter.methods.isEmpty || filter.methods.contains($0.instance.label))
    }
  }

  /// Means with 95 % t intervals over replicates: columns case, method, the table's dimensions, then for each
  /// measure m the columns m, m_low and m_high. Cells without results are left out.
  func summary(task: String, table name: String, filter: CellFilter) throws -> Table {
    guard let declaration = declaration(task: task, table: name) else {
      preconditionFailure("task '\(task)' declares no table '\(name)'")
    }
    let parts = try cells(filter, of: task).compactMap { cell -> Table? in
      guard let tables = try artifacts(task: task, cell: cell)?.compactMap({ $0.table(name) }), !tables.isEmpty else {
        return nil
      }
      return CellSummary(cell: cell, declaration: declaration, replicates: tables).table
    }
    return Table(stacking: parts)
  }

  /// One metric of one cell in every replicate; `nil` if a replicate failed.
  func samples(_ query: Query.MetricQuery, method: String) throws -> [Double]? {
    guard
      let cell = study.cells(of: query.task).first(where: {
        $0.caseName == query.caseName && $0.instance.label == method
      }),
      let artifacts = try artifacts(task: query.task, cell: cell)
    else { return nil }
    return artifacts.compactMap { $0.table(query.table).flatMap(query.value) }
  }

  func declarations(task: String) -> [TableDeclaration] {
    study.tasks.first { $0.name == task }.map { Registries.task($0.component).tables } ?? []
  }

  func declaration(task: String, table: String) -> TableDeclaration? {
    declarations(task: task).first { $0.name == table }
  }
}

extension Query.MetricQuery {
  /// The number in one replicate's table; `nil` unless exactly one row meets the conditions.
  func value(in table: Table) -> Double? {
    let rows = (0..<table.count).filter { row in conditions.allSatisfy { $0.holds(in: table, at: row) } }
    return rows.count == 1 && table.column(metric) != nil ? table.reals(metric)[rows[0]] : nil
  }
}

extension ColumnCondition {
  /// Whether a row has the value, numbers compared as numbers.
  func holds(in table: Table, at row: Int) -> Bool {
    guard table.column(column) != nil else { return false }
    let found = table.texts(column)[row]
    guard let left = Double(found), let right = Double(text) else { return found == text }
    return abs(left - right) <= 1e-9 * max(1, abs(left))
  }
}

/// One cell's replicates, reduced to means and intervals row by row.
struct CellSummary {
  let cell: GridCell
  let declaration: TableDeclaration
  let replicates: [Table]

  var table: Table {
    let first = replicates[0]
    let leading: [Table.Column] = [
      .init("case", .texts([String](repeating: cell.caseName, count: first.count))),
      .init("method", .texts([String](repeating: cell.instance.label, count: first.count))),
    ]
    return Table(
      leading
        + declaration.columns.flatMap { column in
          column.isDimension ? [dimension(column)] : measure(column)
        })
  }

  /// Dimensions are the same in every replicate.
  private func dimension(_ column: ColumnDeclaration) -> Table.Column {
    guard let found = replicates[0].column(column.name) else {
      preconditionFailure("'\(declaration.name)' lacks its declared column '\(column.name)'")
    }
    precondition(
      replicates.allSatisfy { $0.column(column.name)?.values == found.values },
      "replicates differ in '\(column.name)' of '\(declaration.name)'")
    return Table.Column(column.name, unit: column.unit, found.values)
  }

  private func measure(_ column: ColumnDeclaration) -> [Table.Column] {
    let samples = replicates.map { $0.reals(column.name) }
    let estimates = (0..<replicates[0].count).map { row in Estimate(of: samples.map { $0[row] }) }
    return estimates.columns(column.name, unit: column.unit)
  }
}

extension StudyResults {
  /// The rows of a data set as its source gives them.
  func data(_ name: String) throws -> LoadedData { LoadedData(try outcome.artifact(of: StudyPlan.source(name))) }

  /// Which rows a replicate uses, and what was changed in them.
  func ledger(_ data: String, replicate: Int) throws -> Ledger {
    Ledger(try outcome.artifact(of: StudyPlan.ledger(data, replicate)))
  }
}

extension Outcome {
  /// Whether a step has a result.
  func isKnown(_ step: String) -> Bool { self[step]?.content != nil }
}
