import DSL
import Testing

struct TemplateTests {
  private func prose(_ text: String, _ parts: [(String, String)] = []) throws -> Template {
    let indented = text.split(separator: "\n", omittingEmptySubsequences: false).map { "        \($0)" }
    let cells = try SampleStudy.read(cells: "    - prose: |\n" + indented.joined(separator: "\n") + "\n", parts)
    guard case .prose(let template)? = cells.first else { return Template([]) }
    return template
  }

  private func queries(_ text: String, _ parts: [(String, String)] = []) throws -> [Query] {
    try prose(text, parts).pieces.compactMap { if case .query(let query) = $0 { query } else { nil } }
  }

  private func rows(
    _ task: String, _ table: String, _ metric: String, _ caseName: String, _ conditions: [ColumnCondition] = []
  ) -> Query.MetricQuery {
    Query.MetricQuery(task: task, table: table, metric: metric, caseName: caseName, conditions: conditions)
  }

  @Test func `text around queries is kept as it is`() throws {
    let template = try prose("# Title\n\nOf {{data.digits.train}} and {{ data.digits.test }}.\n  * end")
    let texts = template.pieces.map { if case .text(let text) = $0 { text } else { "?" } }
    #expect(texts == ["# Title\n\nOf ", "?", " and ", "?", ".\n  * end\n"])
  }

  @Test func `braces are written behind a backslash, and single ones need none`() throws {
    let template = try prose("a \\{{ b }} $\\frac{a}{b}$ \\alpha {")
    #expect(template.pieces == [.text("a {{ b }} $\\frac{a}{b}$ \\alpha {\n")])
  }

  @Test func `numbers of the data are quoted as they are declared`() throws {
    let text = """
      {{ data.digits.train }} {{ data.digits.validation | number }} {{ data.digits.label_noise.rate | percent }}
      {{ data.moons.noise }} {{ data.moons.count }}
      """
    let found = try queries(text)
    #expect(
      found.map(\.subject) == [.setting(100), .setting(30), .setting(0.3), .setting(0.2), .setting(1000)])
    #expect(found.map(\.format) == [.number, .number, .percent, .number, .number])
    #expect(found.map(\.line) == [26, 26, 26, 27, 27])
  }

  @Test func `a metric is looked up in the first table that has it, with the plain format`() throws {
    let found = try queries("{{ noisy.recall(method=knn, case=moons) }} {{ noisy.auc(case=moons,method=chg)|mean }}")
    #expect(
      found.map(\.subject) == [
        .metric(rows("noisy", "metrics", "recall", "moons"), method: "knn[k=5]"),
        .metric(rows("noisy", "metrics", "auc", "moons"), method: "chg"),
      ])
    #expect(found.map(\.format) == [.meanInterval, .mean])
  }

  @Test func `a difference is left minus right`() throws {
    let found = try queries("{{ noisy.f1(case=moons, right=chg, left=knn[k=1]) }}")
    #expect(
      found.map(\.subject) == [.difference(rows("noisy", "metrics", "f1", "moons"), left: "knn[k=1]", right: "chg")])
    #expect(found.map(\.format) == [.differenceInterval])
  }

  @Test func `an instance is named in any order and spacing, numbers as numbers`() throws {
    let swept = ("k: {sweep: [1, 5]}, headline: {k: 5}", "k: {sweep: [1, 5]}, metric: {sweep: [cosine]}")
    let found = try queries("{{ noisy.f1(case=moons, method=knn[ metric = cosine, k=5.0 ]) }}", [swept])
    #expect(
      found.map(\.subject) == [.metric(rows("noisy", "metrics", "f1", "moons"), method: "knn[k=5,metric=cosine]")])
  }

  @Test func `a further dimension is fixed by an argument, written as the results write it`() throws {
    let found = try queries("{{ removal.accuracy(case=moons, method=tmc, order=lowest_first, fraction=.50) }}")
    let conditions = [
      ColumnCondition(column: "order", text: "lowest_first"), ColumnCondition(column: "fraction", text: "0.5"),
    ]
    #expect(found.map(\.subject) == [.metric(rows("removal", "curve", "accuracy", "moons", conditions), method: "tmc")])
  }

  @Test func `a dimension with one value, and the only case, need no argument`() throws {
    let found = try queries(
      "{{ removal.accuracy(method=chg, order=highest_first) }}",
      [
        ("    moons: {data: moons, embedding: raw}\n", ""), ("fractions: [0.1, 0.5]", "fractions: [0.1]"),
      ])
    let condition = ColumnCondition(column: "order", text: "highest_first")
    #expect(
      found.map(\.subject) == [.metric(rows("removal", "curve", "accuracy", "digits", [condition]), method: "chg")])
  }

  /// Each writing of one scalar, with the same wrong word in it.
  @Test(arguments: [
    "question: Plain {{ data.digits.nothing }}",
    "question: Plain\n    over lines {{\n  data.digits.nothing }}",
    "question: 'It''s {{ data.digits.nothing }}'",
    "question: 'It''s\n\n\n  ''{{ data.digits.nothing }}'",
    "question: \"A \\\"quote\\\" \\t\\x41\\u00e9\\U0001F600 {{ data.digits.nothing }}\"",
    "question: \"A \\\n   \\ folded\\n\n\n  line {{ data.digits.nothing }}\"",
    "question: |\n  A\n\n    {{ data.digits.nothing }}",
    "question: |2-\n    A\n     {{ data.digits.nothing }}",
    "question: >+  # a remark\n  A\n  B\n\n  {{ data.digits.nothing }}\n\n",
    "question: &text  |\n  數據 𝒱 e\u{301} {{ data.digits.nothing }}",
  ]) func `a mistake in a text stands where it is written`(field: String) throws {
    let text = SampleStudy.text + field + "\n"
    let reader = StudyReader(catalogue: SampleCatalogue.catalogue)
    guard case .failure(let errors) = reader.read(SourceText(name: "s.yaml", text: text)) else {
      Issue.record("'nothing' was accepted")
      return
    }
    let span = try #require(errors.diagnostics.first).span
    let line = text.split(separator: "\n", omittingEmptySubsequences: false)[span.line - 1].unicodeScalars
    let start = line.index(line.startIndex, offsetBy: span.column - 1)
    #expect(String(line[start...]).hasPrefix("nothing }}"))
    #expect(span.endColumn - span.column == "nothing".count)
  }
}
