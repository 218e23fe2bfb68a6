import Foundation
import Testing
import Vocabulary

@Suite("schema")
struct SchemaTests {
  @Test("two calls print the same bytes")
  func same() throws {
    let program = try Program()
    defer { program.clean() }
    let texts = try (0..<2).map { _ in try program.run(["schema"]).output }
    #expect(texts[0] == texts[1])
    #expect(texts[0].hasPrefix("{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\""))
  }

  @Test("every study of the project, and every starter, is valid")
  func studies() throws {
    let schema = try Self.schema()
    let folder = Program.root.appending(path: "studies")
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    let files = try names.filter { $0.hasSuffix(".yaml") }.sorted().map {
      (name: $0, text: try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
    }
    #expect(files.count >= 8)
    for file in files + [
      ("small", SmallStudy.text()), ("exercises", ExerciseTests.study()), ("sampled", SampledStudy.text),
      ("starter", try Self.starter()),
    ] {
      #expect(schema.problems(JSON(yaml: file.text)) == [], "\(file.name)")
    }
  }

  /// A change to the small study, and which keyword rejects it where.
  struct Break: CustomTestStringConvertible {
    let old: String
    let new: String
    let path: String
    let keyword: String
    init(_ old: String, _ new: String, _ path: String, _ keyword: String) {
      (self.old, self.new, self.path, self.keyword) = (old, new, path, keyword)
    }
    var testDescription: String { "\(old) → \(new)" }
  }

  static let breaks = [
    Break("workbench: 1", "workbench: 2", ".workbench", "const"),
    Break("replicates: 2", "replicate: 2", ".replicate", "additionalProperties"),
    Break("replicates: 2", "replicates: 1001", ".replicates", "maximum"),
    Break("replicates: 2", "replicates: 0", ".replicates", "minimum"),
    Break("replicates: 2", "replicates: two", ".replicates", "type"),
    Break("seed: 7", "seed: -7", ".seed", "minimum"),
    Break("seed: 7", "device: tpu", ".device", "enum"),
    Break("title: A small study\n", "", "", "required"),
    Break("tasks:\n", "task:\n", "", "required"),
    Break("embeddings:\n", "claims: []\nembedding:\n", "", "required"),
    Break("embeddings:\n", "embedding:\n", "", "required"),
    Break("source: two_moons", "source: three_moons", ".datasets.moons.source", "oneOf"),
    Break("source: two_moons", "kind: two_moons", ".datasets.moons", "anyOf"),
    Break("    split: {train: 40, validation: 30, test: 30}\n", "", ".datasets.moons", "anyOf"),
    Break("train: 40, ", "", ".datasets.moons.split", "required"),
    Break("train: 40", "train: 0", ".datasets.moons.split.train", "minimum"),
    Break("rate: 0.2", "rate: 1.2", ".datasets.moons.corruption", "anyOf"),
    Break("epochs: 10", "epochs: 0", ".models.logreg.epochs", "minimum"),
    Break("epochs: 10", "epochs: ten", ".models.logreg.epochs", "type"),
    Break("epochs: 10", "epoch: 10", ".models.logreg.epoch", "additionalProperties"),
    Break("learning_rate: 0.5", "learning_rate: 0", ".models.logreg.learning_rate", "exclusiveMinimum"),
    Break("kind: softmax_regression, ", "", ".models.logreg", "anyOf"),
    Break("kind: loo, ", "", ".methods.loo", "anyOf"),
    Break("chg: {kind: chg_shapley, model: logreg}", "chg: {kind: chg_shapley}", ".methods.chg", "anyOf"),
    Break("chg: {", "Chg: {", ".methods.Chg", "pattern"),
    Break("k: 3", "k: 0", ".methods.knn.k", "anyOf"),
    Break("k: 3", "k: {sweep: []}", ".methods.knn.k", "anyOf"),
    Break("k: 3", "kk: 3", ".methods.knn.kk", "enum"),
    Break("k: 3", "permutations: 3", ".methods.knn.permutations", "additionalProperties"),
    Break("data: moons, ", "", ".grid.cases.moons", "oneOf"),
    Break("data: moons, ", "data: moons, game: {kind: gloves}, ", ".grid.cases.moons", "oneOf"),
    Break("  methods: all", "  method: all", ".grid.method", "additionalProperties"),
    Break("kind: cost", "kind: costs", ".tasks.cost.kind", "oneOf"),
    Break("formats: [markdown, pdf]", "formats: [html]", ".report.formats", "anyOf"),
    Break("- prose: |", "- proses: |", ".report.cells.0", "oneOf"),
    Break(
      "      plot: {task: noisy, x: inspected, y: recall, color: method, band: ci95}\n", "", ".report.cells.1", "oneOf"),
    Break("y: recall, ", "", ".report.cells.1.plot", "required"),
    Break("band: ci95", "band: ci99", ".report.cells.1.plot.band", "enum"),
    Break("      rows: method\n", "", ".report.cells.2", "required"),
    Break("rows: method", "rows: case", ".report.cells.2.rows", "enum"),
    Break("metrics: [average_precision, auc], ", "", ".report.cells.2.cell", "oneOf"),
    Break("best: bold", "best: italic", ".report.cells.2.cell.best", "enum"),
    Break("caption: Metrics.", "title: Metrics.", ".report.cells.2.title", "additionalProperties"),
    Break("[methods, environment, provenance]", "[methods, methods]", ".report.cells.3.appendix", "anyOf"),
  ]

  @Test("what the checker refuses, a keyword refuses", arguments: breaks)
  func broken(_ item: Break) throws {
    let text = SmallStudy.text()
    #expect(text.contains(item.old))
    let study = text.replacing(item.old, with: item.new, maxReplacements: 1)
    let problems = try Self.schema().problems(JSON(yaml: study))
    #expect(
      problems.contains(.init(path: item.path, keyword: item.keyword)),
      "\(problems.map(\.description).sorted().joined(separator: "\n"))")
    let program = try Program()
    defer { program.clean() }
    try program.write(study, to: "small.yaml")
    #expect(try program.run(["check", "small.yaml"]).status == 65)
  }

  @Test(
    "an exercise has a number or options, and never both",
    arguments: [
      ("      choose: greatest\n", ""),
      ("      choose: greatest\n", "      choose: greatest\n      order: ascending\n"),
      ("      choose: greatest\n", "      choose: most\n"),
      ("      order: descending\n", "      answer: \"{{ data.moons.train }}\"\n"),
      ("hints: [Fractions are no numbers of rows.]", "hints: Fractions are no numbers of rows."),
    ])
  func exercises(_ old: String, _ new: String) throws {
    let text = ExerciseTests.study()
    #expect(text.contains(old))
    #expect(try !Self.schema().problems(JSON(yaml: text.replacing(old, with: new, maxReplacements: 1))).isEmpty)
  }

  @Test("blocks may be like a sibling and leave out what it has")
  func alike() throws {
    let study = SmallStudy.text().replacing(
      "  loo: {", with: "  other: {like: knn, k: {sweep: [1, 5]}, headline: {k: 5}}\n  loo: {")
    #expect(try Self.schema().problems(JSON(yaml: study)) == [])
  }

  private static func schema() throws -> JSONSchema {
    let program = try Program()
    defer { program.clean() }
    let result = try program.run(["schema"])
    #expect(result.status == 0, "\(result.errors)")
    return JSONSchema(root: try #require(JSON([UInt8](result.output.utf8))))
  }

  private static func starter() throws -> String {
    let program = try Program()
    defer { program.clean() }
    #expect(try program.run(["new", "mine.yaml"]).status == 0)
    return try String(contentsOf: program.folder.appending(path: "mine.yaml"), encoding: .utf8)
  }
}
