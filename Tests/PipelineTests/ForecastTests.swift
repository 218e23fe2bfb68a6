import Compute
import Glibc
import Pipeline
import Testing
import Vocabulary

@Suite("Forecasts")
struct ForecastTests {
  private func forecast(_ study: SmallStudy, _ laboratory: Laboratory) throws -> [String] {
    try Plan(steps: study.steps).forecast(store: laboratory.store(), study: "small").map { forecast in
      let units = forecast.units.map { " \($0.known)/\($0.count)" } ?? ""
      let word =
        switch forecast.status {
        case .upToDate: "up to date"
        case .onDemand: "on demand"
        case .willRun(let reasons): "will run: \(reasons.map(\.description).joined(separator: "; "))"
        case .mayRun(let reasons): "may run: \(reasons.map(\.description).joined(separator: "; "))"
        }
      return "\(forecast.step) \(word)\(units)"
    }
  }

  @Test("before anything ran, all will run, in the order of need")
  func first() throws {
    #expect(
      try forecast(SmallStudy(), Laboratory()) == [
        "data will run: never run before", "embedding may run: never run before; waits for data",
        "values may run: never run before; waits for embedding; waits for data",
        "table may run: never run before; waits for values",
      ])
  }

  @Test("after a run nothing will, and a forecast says what a run then does")
  func upToDate() throws {
    let laboratory = try Laboratory()
    try SmallStudy().run(in: laboratory)
    #expect(
      try forecast(SmallStudy(), laboratory) == [
        "data up to date", "embedding on demand", "values up to date", "table up to date",
      ])
  }

  @Test("a changed value is told with where the study says it, and known units are counted")
  func changed() throws {
    let laboratory = try Laboratory()
    try SmallStudy().run(in: laboratory)
    #expect(
      try forecast(SmallStudy(permutations: 10), laboratory) == [
        "data up to date", "embedding on demand",
        "values will run: permutations: 4 → 10 (small.yaml:9) 4/10",
        "table may run: waits for values",
      ])
    #expect(
      try forecast(SmallStudy(scale: 2), laboratory)[0] == "data will run: scale: 1 → 2 (small.yaml:3)")
    #expect(try forecast(SmallStudy(metric: "median"), laboratory)[3] == "table will run: metric: mean → median")
  }

  @Test("changed inputs, lost results and interrupted work are told apart")
  func other() throws {
    let laboratory = try Laboratory()
    try SmallStudy().run(in: laboratory)
    let broken = try SmallStudy(scale: 2, fails: ["values unit 1"]).run(in: laboratory, threads: 1)
    #expect(broken.failures.count == 1)
    #expect(
      try forecast(SmallStudy(scale: 2), laboratory)[2]
        == "values will run: input 'features' changed; input 'examples' changed 1/4")
    for path in laboratory.paths(ending: ".csv") { remove(path) }
    let lost = try forecast(SmallStudy(), laboratory)
    #expect(lost[2] == "values will run: result missing from the store 0/4")
  }

  @Test("values read as a study would write them")
  func readable() {
    func text(_ value: Value) -> String { Reason.removed(part: "p", value: value.canonical).description }
    #expect(text(.real(1e-4)) == "p: gone, was 0.0001")
    #expect(text(.list([.integer(-1), .boolean(true), .none])) == "p: gone, was [-1, true, null]")
    #expect(text(.text("i5")) == "p: gone, was i5")
    let card = Card("knn_shapley", .method, revision: 3, "s")
    let component = ComponentValue(card, Arguments(["k": .integer(5), "w": .record([.init("a", .text("b,c"))])]))
    #expect(text(.component(component)) == "p: gone, was knn_shapley(k: 5, w: {a: b,c})")
    let digest = ContentKey(of: "abc").description
    #expect(Reason.removed(part: "p", value: digest).description == "p: gone, was \(digest.prefix(8))…")
    #expect(Reason.removed(part: "p", value: "Haswell 0.3.21").description == "p: gone, was Haswell 0.3.21")
  }
}
