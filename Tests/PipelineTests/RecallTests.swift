import Pipeline
import Testing

@Suite("Recalling results")
struct RecallTests {
  private func runner(_ study: SmallStudy, _ laboratory: Laboratory) throws -> Runner {
    Runner(
      plan: try Plan(steps: study.steps), store: try laboratory.store(), study: "small", threads: 1,
      observer: Recorder())
  }

  @Test("what was run is recalled with the same contents, and nothing is computed")
  func recalled() throws {
    let laboratory = try Laboratory()
    let run = try SmallStudy().run(in: laboratory)
    let (before, again) = (try laboratory.results(), SmallStudy())
    let outcome = try #require(try runner(again, laboratory).recall())
    #expect(
      outcome.steps.filter { $0.name != "embedding" }.allSatisfy { step in step.content == run[step.name]?.content })
    #expect(try outcome.artifact(of: "table").contentHash == run.artifact(of: "table").contentHash)
    #expect(["data", "table", "values combine", "values unit 0"].allSatisfy { again.tally[$0] == 0 })
    #expect(try laboratory.results() == before)
  }

  @Test("one missing result is enough for none, and the store stays as it is")
  func missing() throws {
    let laboratory = try Laboratory()
    #expect(try runner(SmallStudy(), laboratory).recall() == nil)
    try SmallStudy().run(in: laboratory)
    let (before, other) = (try laboratory.results(), SmallStudy(metric: "median"))
    #expect(try runner(other, laboratory).recall() == nil)
    #expect(other.tally["table"] == 0)
    #expect(try laboratory.results() == before)
  }

  @Test("a result that was recalled and proves damaged when it is read is an error")
  func damaged() throws {
    let laboratory = try Laboratory()
    try SmallStudy().run(in: laboratory)
    let outcome = try #require(try runner(SmallStudy(), laboratory).recall())
    for path in laboratory.paths(below: laboratory.storeFolder + "/objects", ending: ".csv") {
      try laboratory.write(Array("nothing\n".utf8), to: path)
    }
    #expect(throws: StoreError.self) { try outcome.artifact(of: "table") }
  }
}
