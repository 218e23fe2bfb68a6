import DSL
import Testing

struct RenderingTests {
  private func errors(_ text: String, settings: [String] = []) throws -> StudyErrors {
    let reader = StudyReader(catalogue: SampleCatalogue.catalogue)
    switch reader.read(SourceText(name: "study.yaml", text: text), settings: settings) {
    case .success: throw Missing()
    case .failure(let errors): return errors
    }
  }

  private struct Missing: Error {}

  @Test func `a mistake is shown with its line, a caret and help`() throws {
    let text = SampleStudy.text.replacing("epochs: 10", with: "epcohs: 10")
    #expect(
      try errors(text).description == """
        study.yaml:10:38: error: unknown key 'epcohs' in models.logreg [unknown-key]
           10 |   logreg: {kind: softmax_regression, epcohs: 10}
              |                                      ^^^^^^
          help: did you mean 'epochs'?

        1 mistake; nothing was run
        """)
  }

  @Test func `tabs and wide characters keep the caret under the mistake`() throws {
    let text = "workbench: 1\ntitle: [\t數據e\u{301}, x\n"
    #expect(
      try errors("workbench: 1\n\"數據e\u{301}\":\tx\n").diagnostics.last?.description == """
        study.yaml:2:1: error: unknown key '數據e\u{301}' in the study [unknown-key]
            2 | "數據e\u{301}":    x
              | ^^^^^^^
          help: keys that may still be given: title, question, answer, seed, replicates, device, precision, datasets, embeddings, \
        models, methods, strategies, grid, theory, tasks, claims, …
        """)
    #expect(try errors(text).diagnostics.count == 1)
  }

  @Test func `a mistake far along a line is shown by a window`() throws {
    let long = String(repeating: "x, ", count: 200)
    let text = SampleStudy.text.replacing("title: A study", with: "title: {\(long)wrong: [}")
    let lines = try errors(text).description.split(separator: "\n").map(String.init)
    #expect(lines[1].contains("…") && lines[1].count < 120)
    let caret = try #require(lines[2].firstIndex(of: "^"))
    let column = lines[2].distance(from: lines[2].startIndex, to: caret)
    #expect(Array(lines[1])[column] == "}")
  }

  @Test func `a mistake of the command line shows the setting`() throws {
    let found = try errors(SampleStudy.text, settings: ["replicates=many"])
    #expect(
      found.diagnostics.map(\.description) == [
        """
        --set:1:12: error: 'replicates' must be an integer between 1 and 1000, found 'many' [wrong-type]
            1 | replicates=many
              |            ^^^^
        """
      ])
  }

  @Test func `diagnostics are values for other programs`() throws {
    let text = SampleStudy.text.replacing("title: A study", with: "title: A study\n\"ti\\\"tle\": A")
    #expect(
      try errors(text).json == """
        [{"file": "study.yaml", "line": 3, "column": 1, "endLine": 3, "endColumn": 10, "id": "unknown-key", \
        "severity": "error", "message": "unknown key 'ti\\"tle' in the study", "help": "did you mean 'title'?", \
        "notes": []}]
        """)
  }
}
