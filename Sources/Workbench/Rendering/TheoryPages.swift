import Compute
import DSL
import Evaluation
import Pipeline
import Plot
import Report
import Vocabulary

/// The pages of theory checks: a box with the verdict and its reasons, then table and charts.
struct TheoryPages {
  let results: StudyResults

  /// The result of a check; `nil` where its step failed.
  func result(_ name: String) throws -> TheoryResult? {
    let step = StudyPlan.theory(name)
    return results.outcome.isKnown(step) ? TheoryResult(try results.outcome.artifact(of: step)) : nil
  }

  func blocks(_ name: String) throws -> [Block] {
    guard let result = try result(name) else {
      return [.failure(title: "Theory check \(name)", message: "Not shown: the check failed to run.")]
    }
    let box = Notice(
      title: title(name), label: result.verdict.rawValue, tone: result.verdict.tone,
      body: text([("Claimed.", result.statement), ("Smallest counterexample.", result.counterexample)]))
    // Figures of the check before may come between the box and its reasons, so they name the check again.
    let reasons = text([
      ("Checked exactly.", result.exactly), ("Checked by sampling.", result.sampled), ("Found.", result.finding),
    ])
    let charts = result.charts.enumerated().compactMap { chart($0.element, $0.offset, result, name) }
    return [.notice(box), .prose(markdown: "**Of \(name.escapedForProse):** \(reasons)")] + charts
      + result.tables.prefix(1).map { table($0, name) }
  }

  /// The name of the block and what kind of check it is.
  private func title(_ name: String) -> String {
    let kind = results.plan.study.theory.first { $0.check.name == name }?.check.component.name
    return "\(name) (\(kind ?? "theory check"))"
  }

  /// Paragraphs with a run-in heading each; empty ones are left out.
  private func text(_ parts: [(heading: String, text: String)]) -> String {
    parts.filter { !$0.text.isEmpty }.map { "**\($0.heading)** \($0.text)" }.joined(separator: "\n\n")
  }

  private func chart(_ sketch: ChartSketch, _ index: Int, _ result: TheoryResult, _ name: String) -> Block? {
    // A picture of nothing but equal values tells less than the sentence above it.
    guard let table = result.tables.first(where: { $0.name == sketch.table })?.table,
      Set(table.reals(sketch.y).filter(\.isFinite)).count > 1
    else { return nil }
    let figure = sketch.figure(of: table, width: Document.figureWidth)
    return .figure(
      FigureBlock(name: "theory_\(name)_\(index + 1)", figure: figure, caption: "\(name): \(sketch.caption)"))
  }

  private func table(_ named: TheoryResult.Named, _ name: String) -> Block {
    let columns = named.table.columns
    let rows = (0..<named.table.count).map { row in columns.map { ReportTable.Cell(Self.text($0.values, row)) } }
    return .table(
      ReportTable(
        name: "theory_\(name)",
        columns: columns.map {
          ReportTable.Column($0.name.spaced, unit: $0.unit, $0.values.isNumeric ? .decimal : .left)
        },
        rows: rows, caption: "\(name): \(named.caption)", data: named.table))
  }

  /// Integers plain, reals to four significant decimals, missing ones as a dash.
  private static func text(_ values: Table.Values, _ row: Int) -> String {
    switch values {
    case .integers(let numbers): "\(numbers[row])"
    case .reals(let numbers): numbers[row].isNaN ? "–" : NumberText.short(numbers[row])
    case .booleans(let flags): flags[row] ? "yes" : "no"
    case .texts(let texts): texts[row]
    }
  }
}

extension TheoryResult.Verdict {
  var tone: Notice.Tone {
    switch self {
    case .holds: .good
    case .fails: .bad
    case .undecided: .open
    }
  }
}

extension Table.Values {
  fileprivate var isNumeric: Bool {
    switch self {
    case .integers, .reals: true
    case .booleans, .texts: false
    }
  }
}

extension String {
  /// A column's name as a heading.
  var spaced: String { String(map { $0 == "_" ? " " : $0 }) }
}
