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
  let origins: Origins

  /// The box alone where `isBrief`.
  func blocks(_ name: String, isBrief: Bool = false) throws -> [Block] {
    guard let result = try results.theory(name) else {
      return [.failure(title: "Theory check \(name)", message: "Not shown: the check failed to run.")]
    }
    let earlier = try earlierResults(before: name)
    let box = Notice(
      title: title(name), label: result.verdict.rawValue, tone: result.verdict.tone,
      body: claim(result, earlier, formula: formula(name, earlier)))
    if isBrief { return [.notice(box)] }
    // Figures of the check before may come between the box and its reasons, so they name the check again.
    let reasons = text([
      ("Checked exactly.", result.exactly), ("Checked by sampling.", result.sampled),
      ("Found.", finding(result, earlier)),
    ])
    let charts = result.charts.enumerated().filter { chart in
      !earlier.contains { $0.result.shows(chart.element, of: result) }
    }.compactMap { chart($0.element, $0.offset, result, name) }
    let shown = charts + result.tables.filter(\.isPrinted).enumerated().map { table($0.element, $0.offset, name) }
    let opening: [Block] = [.notice(box), .prose(markdown: "**Of \(name.escapedForProse):** \(reasons)")]
    return [.together(opening + shown.prefix(1))] + shown.dropFirst()
  }

  private typealias Earlier = (name: String, result: TheoryResult)

  /// Results of the same kind of check that the report shows before this one.
  private func earlierResults(before name: String) throws -> [Earlier] {
    let names = results.plan.study.report.cells.flatMap { cell -> [String] in
      if case .theory(let names, _) = cell { names } else { [] }
    }
    return try names.prefix { $0 != name }.filter { kind($0) == kind(name) }.compactMap { earlier in
      try results.theory(earlier).map { (earlier, $0) }
    }
  }

  /// What was claimed under which assumptions, and what speaks against it.
  private func claim(_ result: TheoryResult, _ earlier: [Earlier], formula: String) -> String {
    let parts: [KeyPath<TheoryResult, String>] = [\.statement, \.assumptions, \.counterexample]
    let same = earlier.first { other in
      parts.allSatisfy { result[keyPath: $0] == other.result[keyPath: $0] }
    }
    if let same {
      return
        "Claim\(result.counterexample.isEmpty ? " and assumptions" : ", assumptions and counterexample") are those of \(same.name.inCode)."
    }
    return text([
      ("Claimed.", told(result.statement, earlier, \.statement) + formula),
      ("Assumed.", told(result.assumptions, earlier, \.assumptions)),
      ("Smallest counterexample.", told(result.counterexample, earlier, \.counterexample)),
    ])
  }

  /// The claim in signs, as the card has it; "" where an earlier check of the kind has shown it.
  private func formula(_ name: String, _ earlier: [Earlier]) -> String {
    guard earlier.isEmpty, let card = kind(name).flatMap({ Registries.catalogue.card(.theory, $0) }) else { return "" }
    return card.formula.isEmpty ? "" : "\n\n$$\(card.formula)$$"
  }

  /// A text, or where an earlier check has told the same, the name of that check.
  private func told(_ text: String, _ earlier: [Earlier], _ part: KeyPath<TheoryResult, String>) -> String {
    guard !text.isEmpty, let first = earlier.first(where: { $0.result[keyPath: part] == text }) else { return text }
    return "As for \(first.name.inCode)."
  }

  /// The finding without the paragraphs that an earlier check has told in the same words.
  private func finding(_ result: TheoryResult, _ earlier: [Earlier]) -> String {
    func paragraphs(_ result: TheoryResult) -> [String] { result.finding.split(separator: "\n\n").map(String.init) }
    let own = paragraphs(result)
    guard let first = earlier.first(where: { !Set(paragraphs($0.result)).isDisjoint(with: own) }) else {
      return result.finding
    }
    let known = Set(paragraphs(first.result))
    let repeated = own.filter(known.contains).map { Self.heading(of: $0).map { "*\($0)*" } ?? "the rest" }
    let rest = own.filter { !known.contains($0) }
    return (rest + ["As for \(first.name.inCode): \(repeated.joined(separator: "; "))."]).joined(separator: "\n\n")
  }

  /// The bold words that a paragraph begins with, without their full stop.
  private static func heading(of paragraph: String) -> String? {
    paragraph.prefixMatch(of: /\*\*([^*]+?)\.?\*\*/).map { String($0.1) }
  }

  /// The name of the block and what kind of check it is.
  private func title(_ name: String) -> String {
    "\(name) (\(kind(name) ?? "theory check"))"
  }

  private func kind(_ name: String) -> String? {
    results.plan.study.theory.first { $0.check.name == name }?.check.component.name
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
    // A single panel of few points needs no full width.
    let share = sketch.facets.isEmpty ? 0.7 : 1
    let figure = sketch.figure(of: table, width: share * Document.figureWidth)
    return .figure(
      FigureBlock(
        name: "theory_\(name)_\(index + 1)", figure: figure, caption: "\(name): \(sketch.caption)",
        origin: origins.theory(name)))
  }

  /// A check's first table bears its name, others a number, too.
  private func table(_ named: TheoryResult.Named, _ index: Int, _ name: String) -> Block {
    let texts = named.table.columns.map { column in
      (0..<named.table.count).map { Self.text(column.values, $0) }
    }
    let (shown, same) = Self.parted(texts)
    let columns = named.table.columns
    return .table(
      ReportTable(
        name: index == 0 ? "theory_\(name)" : "theory_\(name)-\(index + 1)",
        columns: shown.map {
          ReportTable.Column(
            columns[$0].name.spaced, unit: columns[$0].unit, columns[$0].values.isNumeric ? .decimal : .left)
        },
        rows: (0..<named.table.count).map { row in shown.map { ReportTable.Cell(texts[$0][row]) } },
        caption: "\(name): \(named.caption)",
        notes: same.isEmpty
          ? []
          : [
            "In every row: \(same.map { "\(columns[$0].name.spaced) \(texts[$0][0])".escapedForProse }.joined(separator: "; "))."
          ],
        data: named.table, origin: origins.theory(name)))
  }

  /// Columns that tell rows of a long table apart, and those that say the same in all of them.
  private static func parted(_ texts: [[String]]) -> (shown: [Int], same: [Int]) {
    let same = texts.indices.filter { texts[$0].count > 3 && Set(texts[$0]).count == 1 }
    guard texts.count - same.count >= 2 else { return (Array(texts.indices), []) }
    return (texts.indices.filter { !same.contains($0) }, same)
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
    case .undecided, .vacuous: .open
    }
  }
}

extension TheoryResult {
  /// Whether the same chart of the same numbers is among its own.
  fileprivate func shows(_ chart: ChartSketch, of other: TheoryResult) -> Bool {
    charts.contains(chart) && table(chart) == other.table(chart)
  }

  private func table(_ chart: ChartSketch) -> Table? { tables.first { $0.name == chart.table }?.table }
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
