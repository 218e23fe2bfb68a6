import Compute
import Pipeline
import Testing
import Vocabulary

@Suite("Plans")
struct PlanTests {
  private func step(_ name: String, _ inputs: String...) -> Step {
    Step(
      name: name, identity: [], inputs: inputs.map { .init("in", $0) }, seeds: SeedStream(root: 0),
      work: .whole { _, _ in Artifact() })
  }

  @Test("steps keep their order, but for inputs that must come first")
  func order() throws {
    #expect(
      try Plan(steps: [step("a"), step("b", "a"), step("c"), step("d", "a", "c")]).steps.map(\.name) == [
        "a", "b", "c", "d",
      ])
    #expect(
      try Plan(steps: [step("d", "c", "b"), step("a"), step("b", "a"), step("c")]).steps.map(\.name) == [
        "c", "a", "b", "d",
      ])
    #expect(try Plan(steps: []).steps.isEmpty)
  }

  @Test("two steps of one name, an unknown input and a cycle are told by name")
  func errors() {
    #expect(throws: PlanError.duplicateName("a")) { try Plan(steps: [step("a"), step("b"), step("a")]) }
    #expect(throws: PlanError.unknownInput(step: "b", role: "in", input: "x")) { try Plan(steps: [step("b", "x")]) }
    #expect(throws: PlanError.cycle(["b", "c", "d", "b"])) {
      try Plan(steps: [step("a", "b"), step("b", "c"), step("c", "d"), step("d", "b")])
    }
    #expect(throws: PlanError.cycle(["a", "a"])) { try Plan(steps: [step("a", "a")]) }
  }
}
