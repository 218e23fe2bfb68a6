import DSL
import Foundation
import Testing
import Vocabulary

@testable import Workbench

struct DefaultStudyTests {
  private func read(profile: String? = nil, settings: [String] = []) throws -> Study {
    let source = SourceText(name: "studies/chg_vs_knn.yaml", text: try Repository.text("studies/chg_vs_knn.yaml"))
    let reader = StudyReader(catalogue: Registries.catalogue) { path throws(SourceError) in
      try SourceText.load(path: Repository.root.appending(path: path).path)
    }
    return
      try reader
      .read(source, profile: profile, settings: settings).get()
  }

  @Test func `the default study has the shape it declares`() throws {
    let study = try read()
    #expect(study.title == "CHG-Shapley versus KNN-Shapley")
    #expect(study.seed == 20_240_613 && study.replicates == 10)
    #expect(study.datasets.map(\.name) == ["digits", "moons"])
    #expect(study.datasets[0].split == SplitRequest(train: 1000, validation: 300, test: 497, stratify: true))
    #expect(
      study.datasets[1].source.arguments.values == ["noise": .real(0.2), "count": Value.none, "providers": Value.none])
    #expect(
      study.datasets[1].corruption.map(\.canonical) == ["label_noise@1(rate=r0.1,scope=t5:train)"])
    #expect(study.methods.map(\.name) == ["random", "knn_loo", "knn", "chg", "gradient", "hardness", "loo", "tmc"])
    #expect(study.cases.map(\.name) == ["digits", "moons"])
    #expect(study.grid.count == 8 + 10)
    #expect(study.excluded.map(\.caseName) == ["digits", "digits"])
    #expect(study.excluded.map(\.method) == ["loo", "tmc"])
    #expect(study.tasks.map(\.name) == ["noisy", "removal", "addition", "summary", "cost"])
    #expect(study.report.formats == [.markdown, .pdf])
    #expect(study.report.cells.count == 16)
    #expect(study.warnings.isEmpty && study.overrides.isEmpty)
  }

  @Test func `the answer of the default study is a paired difference`() throws {
    let study = try read()
    let queries = study.answer.pieces.compactMap { if case .query(let query) = $0 { query } else { nil } }
    let rows = Query.MetricQuery(
      task: "noisy", table: "metrics", metric: "average_precision", caseName: "digits", conditions: [])
    #expect(queries.map(\.subject) == [.difference(rows, left: "chg", right: "knn[k=5]")])
    #expect(queries.map(\.format) == [.differenceInterval])
    #expect(queries.map(\.line) == [5])
    #expect(
      queries.map(\.source) == ["noisy.average_precision(case=digits, left=chg, right=knn) | difference_ci"])
  }

  @Test func `the figures of the default study name tables, instances and cases`() throws {
    let figures = try read().report.cells.compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
    #expect(figures.map(\.name) == ["detection", "spread", "agreement", "suspects", "removal"])
    #expect(figures.map(\.table) == ["curve", nil, nil, nil, "curve"])
    #expect(
      figures[0].filter
        == CellFilter(
          cases: [],
          methods: ["random", "knn_loo", "knn[k=5]", "chg", "gradient", "hardness", "loo", "tmc"]))
    #expect(figures[1].filter == CellFilter(cases: ["digits"], methods: ["knn_loo", "knn[k=5]", "chg"]))
    #expect(figures[2].filter == CellFilter(cases: ["digits"], methods: ["knn[k=5]", "chg"]))
    #expect(figures[3].filter == CellFilter(cases: ["digits"], methods: ["chg"]))
    #expect(figures[4].chart.arguments.values["facet"] == .list([.text("case"), .text("order")]))
  }

  @Test func `a profile and settings change only what they name, later ones winning`() throws {
    let quick = try read(profile: "quick", settings: ["replicates=7", "methods.tmc.truncation.consecutive=9"])
    let tmc = try #require(quick.methods.first { $0.name == "tmc" })
    #expect(quick.replicates == 7)
    #expect(tmc.instances[0].component.arguments.values["permutations"] == .integer(20))
    #expect(
      tmc.instances[0].component.arguments.values["truncation"]
        == .record([.init("relative", .real(0.01)), .init("consecutive", .integer(9))]))
    #expect(
      quick.overrides == [
        "--profile quick", "--set replicates=7", "--set methods.tmc.truncation.consecutive=9",
      ])
    #expect(try read(profile: "paper").replicates == 30)
  }

  @Test func `arguments stand at the lines where the study gives them`() throws {
    let study = try read(settings: ["models.logreg.epochs=3"])
    let text = try Repository.text("studies/chg_vs_knn.yaml").split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(study.models[0].lines["l2"])
    #expect(text[line - 1].contains("l2: 1e-4"))
    #expect(study.models[0].lines["epochs"] == nil, "a setting of the command line has no line in the file")
  }
}
