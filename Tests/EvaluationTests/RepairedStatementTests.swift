import Compute
import Evaluation
import Testing
import Valuation
import Vocabulary

@Test("an open question does not satisfy a study that requires its answer, an empty one does")
func satisfying() {
  #expect(TheoryResult.Verdict.allCases.filter(\.satisfies) == [.holds, .vacuous])
}

@Test("a result is what its artifact says")
func artifacts() throws {
  let result = try UtilityApproximation(Arguments(["players": .list([.integer(2)])])).check(
    nil, in: Run(seeds: SeedStream(root: 3)))
  #expect(TheoryResult(result.artifact) == result)
  #expect(!result.assumptions.isEmpty && result.tables.contains(where: \.isPrinted))
}

@Test("theorems 2 and 3 fail as printed, and their repaired statements hold on the same instances")
func repairedStatements() throws {
  let run = Run(seeds: SeedStream(root: 3))
  let methods: Value = .list([.component(ComponentValue(KNNShapley.card, Arguments(["k": .integer(2)])))])
  for (variant, verdict) in [("as_printed", TheoryResult.Verdict.fails), ("as_repaired", .holds)] {
    let order = OrderPreservation(Arguments(["methods": methods, "variant": .text(variant)]))
    let bounds = DPBounds(
      Arguments(["sizes": .list([2, 4, 6].map(Value.integer)), "variant": .text(variant)]))
    for check in [order as any TheoryCheck, bounds] {
      let result = try check.check(nil, in: run)
      #expect(result.verdict == verdict)
      #expect(result.counterexample.isEmpty == (variant == "as_repaired"))
    }
  }
}
