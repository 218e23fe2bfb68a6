import DSL
import Testing
import Vocabulary

struct ClaimTests {
  private let claims = """
    claims:
      flips:
        from: cai2024chg
        says: CHG finds flipped labels better than its gradients alone.
        holds_if: {task: noisy, metric: auc, case: moons, left: chg, is: greater, right: "knn[k=1]", margin: 0.01}
        required: true
      removal:
        says: "KNN loses less: at 50 %."
        holds_if: {task: removal, metric: accuracy, case: digits, order: highest_first, fraction: 0.50, left: knn, is: less, right: chg}
      again: {like: removal, required: true}

    """

  private func rows(
    _ task: String, _ table: String, _ metric: String, _ caseName: String, _ conditions: [ColumnCondition] = []
  ) -> Query.MetricQuery {
    Query.MetricQuery(task: task, table: table, metric: metric, caseName: caseName, conditions: conditions)
  }

  @Test func `a claim is a resolved comparison with a margin`() throws {
    let found = try SampleStudy.read(adding: claims).claims
    #expect(found.map(\.name) == ["flips", "removal", "again"])
    #expect(found[0].from == "cai2024chg")
    #expect(found[0].says == "CHG finds flipped labels better than its gradients alone.")
    #expect(found[0].metric == rows("noisy", "metrics", "auc", "moons"))
    #expect(found[0].left == "chg" && found[0].right == "knn[k=1]")
    #expect(found[0].relation == .greater && found[0].margin == 0.01 && found[0].isRequired)
  }

  @Test func `the plain name of a swept method means its headline, and dimensions are fixed as in tables`() throws {
    let found = try SampleStudy.read(adding: claims).claims[1]
    let conditions = [
      ColumnCondition(column: "order", text: "highest_first"), ColumnCondition(column: "fraction", text: "0.5"),
    ]
    #expect(found.metric == rows("removal", "curve", "accuracy", "digits", conditions))
    #expect(found.left == "knn[k=5]" && found.right == "chg" && found.relation == .less)
    #expect(found.from.isEmpty && found.margin == 0 && !found.isRequired)
  }

  @Test func `a claim stands at the line of its name, and one like another has its comparison`() throws {
    let found = try SampleStudy.read(adding: claims).claims
    #expect(found.map(\.line) == [24, 29, 32])
    #expect(found[2].metric == found[1].metric && found[2].isRequired)
  }

  @Test func `two instances of one method can be compared, and a study with one case needs no word for it`() throws {
    let claim = "  k: {says: A., holds_if: {task: noisy, metric: f1, left: \"knn[k=1]\", is: less, right: knn}}"
    let found = try SampleStudy.read(
      [
        ("    moons: {data: moons, embedding: raw}\n", ""),
        ("  moons: {source: two_moons, noise: 0.2, ", "  two: {like: digits, "),
      ], adding: "claims:\n\(claim)\n"
    ).claims
    #expect(found.map(\.metric.caseName) == ["digits"])
    #expect(found.map { [$0.left, $0.right] } == [["knn[k=1]", "knn[k=5]"]])
  }

  @Test func `a study without claims has none, and asks for no replicates`() throws {
    let study = try SampleStudy.read(settings: ["replicates=1"])
    #expect(study.claims.isEmpty && !study.warnings.contains { $0.id == .fewReplicates })
  }

  @Test func `fewer than six replicates are warned of, and only then`() throws {
    func warnings(_ settings: [String], _ lines: String = "") throws -> [Diagnostic] {
      try SampleStudy.read(adding: claims + lines, settings: settings).warnings.filter { $0.id == .fewReplicates }
    }
    #expect(try warnings([]).isEmpty && warnings(["replicates=6"]).isEmpty)
    let found = try warnings([], "replicates: 5\n")
    #expect(found.map(\.severity) == [.warning] && found.map(\.span.line) == [33])
    #expect(found.map(\.message) == ["claims need at least 6 replicates, found 5: they will get no verdict"])
    #expect(try warnings(["replicates=1"]).map(\.span.file) == ["--set"])
  }

  @Test func `a verdict table has a caption and is cited like a table`() throws {
    let report = """
      report:
        cells:
          - prose: See @tbl:verdicts.
          - claims: verdicts
            caption: Of {{ data.digits.train }} points.

      """
    let cells = try SampleStudy.read(adding: claims + report).report.cells
    guard case .claims(let name, let caption)? = cells.last else {
      Issue.record("found \(cells)")
      return
    }
    #expect(name == "verdicts")
    #expect(caption.pieces.map { if case .text(let text) = $0 { text } else { "?" } } == ["Of ", "?", " points."])
  }
}
