import DSL
import Testing
import Vocabulary

struct TheoryTests {
  private let theory = """
    theory:
      exact: {kind: axioms, method: knn}
      small: {like: exact, players: 2, required: false}
      bound: {kind: error_bound, methods: ["knn[k=1]", chg], case: moons, required: true}

    """

  @Test func `a check has its component with methods replaced and defaults filled in, and is required`() throws {
    let study = try SampleStudy.read(adding: theory)
    let knn = try #require(study.methods.first { $0.name == "knn" })
    #expect(study.theory.map(\.check.name) == ["exact", "small", "bound"])
    #expect(study.theory.map(\.isRequired) == [true, false, true])
    let exact = study.theory[0].check.component
    #expect(exact.name == "axioms" && exact.revision == 3)
    #expect(exact.arguments.values == ["method": .component(knn.instances[1].component), "players": .integer(4)])
    #expect(study.theory[1].check.component.arguments.values["players"] == .integer(2))
  }

  @Test func `a check names cases as texts and methods in lists`() throws {
    let study = try SampleStudy.read(adding: theory)
    let values = study.theory[2].check.component.arguments.values
    let (knn, chg) = (study.methods[0].instances[0].component, study.methods[1].instances[0].component)
    #expect(values["methods"] == .list([.component(knn), .component(chg)]))
    #expect(values["case"] == .text("moons") && values["confidence"] == .real(0.95))
  }

  @Test func `whether a check is required is no argument of it, and its fields have lines`() throws {
    let study = try SampleStudy.read(adding: theory)
    #expect(study.theory.allSatisfy { $0.check.component.arguments.values["required"] == nil })
    #expect(study.theory[2].check.lines == ["kind": 26, "methods": 26, "case": 26, "required": 26])
  }

  @Test func `theory cells keep their order, alone or in lists`() throws {
    let cells = try SampleStudy.read(
      adding: theory + "report:\n  cells:\n    - theory: bound\n    - theory: [small, exact]\n"
    ).report.cells
    let names = cells.map { cell -> [String] in if case .theory(let names, _) = cell { names } else { [] } }
    #expect(names == [["bound"], ["small", "exact"]])
  }

  @Test func `a theory cell shows the verdict alone where it says so`() throws {
    let cells = try SampleStudy.read(
      adding: theory
        + "report:\n  cells:\n    - theory: bound\n    - {theory: small, show: details}\n    - {theory: exact, show: verdict}\n"
    ).report.cells
    let brief = cells.map { cell in if case .theory(_, let isBrief) = cell { isBrief } else { false } }
    #expect(brief == [false, false, true])
  }

  @Test func `a study without theory has none`() throws { #expect(try SampleStudy.read().theory.isEmpty) }
}
