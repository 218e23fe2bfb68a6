import DSL
import Testing
import Vocabulary

@Suite struct StrategyTests {
  private static let parts = [
    (
      "grid:\n",
      "strategies:\n  everything: {kind: full}\n  fresh: {kind: fresh, every: {sweep: [2, 5]}, headline: {every: 5}}\ngrid:\n"
    ),
    ("tasks:\n", "tasks:\n  selection: {kind: data_selection, model: logreg}\n"),
  ]

  @Test func `strategies are rows of the grid that give no values`() throws {
    let study = try SampleStudy.read(Self.parts)
    #expect(study.strategies.map(\.name) == ["everything", "fresh"] && study.methods.count == 3)
    #expect(study.trials.map(\.instance.label).prefix(3) == ["everything", "fresh[every=2]", "fresh[every=5]"])
    #expect(study.trials.count == 6 && !study.grid.contains { $0.method == "fresh" })
    #expect(study.cells(of: "selection") == study.trials)
    #expect(study.cells(of: "noisy") == study.grid)
    #expect(study.trials.compactMap { study.block(of: $0)?.section } == [String](repeating: "strategies", count: 6))
  }

  @Test func `a figure of a task shows the rows that the task judges`() throws {
    let cells = try SampleStudy.read(
      cells: """
            - figure: accuracy
              plot: {task: selection, x: fraction, y: accuracy, color: method, facet: case}
              caption: Strategies.
            - figure: removal
              plot: {task: removal, x: fraction, y: accuracy, color: method, facet: [case, order]}
              caption: Methods.

        """, Self.parts)
    let methods = cells.map { cell -> [String] in
      if case .figure(let figure) = cell { figure.filter.methods } else { [] }
    }
    #expect(methods == [["everything", "fresh[every=5]"], ["knn[k=5]", "chg", "tmc"]])
  }

  @Test func `a study may have strategies and no methods`() throws {
    let text = """
      workbench: 1
      title: A study
      datasets:
        moons: {source: two_moons, noise: 0.2, split: {train: 50, validation: 20, test: 20}}
      embeddings:
        raw: {kind: identity}
      models:
        logreg: {kind: softmax_regression, epochs: 10}
      strategies:
        everything: {kind: full}
        fresh: {kind: fresh}
      grid:
        cases:
          moons: {data: moons, embedding: raw}
      tasks:
        selection: {kind: data_selection, model: logreg}
      claims:
        better: {says: A., holds_if: {task: selection, metric: accuracy, fraction: 0.5, left: fresh, is: greater, right: everything}}

      """
    let reader = StudyReader(catalogue: SampleCatalogue.catalogue)
    let study = try reader.read(SourceText(name: "study.yaml", text: text), settings: ["strategies.fresh.every=7"])
      .get()
    #expect(study.methods.isEmpty && study.claims.map(\.left) == ["fresh"])
    #expect(study.strategies[1].instances[0].component.arguments.values["every"] == .integer(7))
  }
}
