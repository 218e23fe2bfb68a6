import Compute
import Testing
import Valuation
import Vocabulary

@testable import Evaluation

private func sweep(_ names: [String]) throws -> TheoryResult {
  let methods = try names.map { Value.component(try methodValue($0)) }
  return try AxiomSweep(Arguments(["methods": .list(methods)])).check(nil, in: run)
}

private func row(_ method: String, _ axiom: Axiom, of result: TheoryResult) throws -> (occasions: Int, broken: Int) {
  let table = try #require(result.tables.first).table
  let row = try #require(
    (0..<table.count).first { table.texts("method")[$0] == method && table.texts("axiom")[$0] == axiom.rawValue })
  return (table.integers("occasions")[row], table.integers("broken")[row])
}

@Suite struct AxiomSweepTests {
  @Test func `every declared axiom of every method is tried and holds`() throws {
    let names = valuationMethods.map { $0.card.name }.filter { $0 != "random" }
    let result = try sweep(names)
    #expect(result.verdict == .holds, "\(result.finding)")
    for type in valuationMethods {
      for axiom in type.card.axioms {
        let found = try row(type.card.name, axiom, of: result)
        #expect(found.occasions > 0 && found.broken == 0, "\(type.card.name) \(axiom.rawValue)")
      }
    }
    #expect(result.finding.contains("40 of 40 sampled values of `tmc_shapley`"), "\(result.finding)")
    #expect(result.counterexample.isEmpty && !result.exactly.isEmpty && !result.sampled.isEmpty)
  }

  @Test func `what is not promised may be broken, and is counted`() throws {
    let result = try sweep(["knn_loo", "loo"])
    #expect(try row("knn_loo", .efficiency, of: result).broken > 0)
    #expect(try row("loo", .efficiency, of: result).broken > 0)
    #expect(result.verdict == .holds)
    #expect(result.finding.contains("Not promised and indeed broken: efficiency of `knn_loo`, efficiency of `loo`."))
  }

  @Test func `a method without axioms or games leaves nothing to decide`() throws {
    let result = try sweep(["random"])
    #expect(result.verdict == .vacuous)
    #expect(result.finding.contains("random"))
  }

  @Test func `values that break an axiom are found`() {
    // Two equal players and one that changes nothing; values shifted by 1/100 from (1/2, 1/2, 0).
    let game = RationalGame(players: 3) { $0 & 3 == 3 ? 1 : 0 }
    let hundredth = Rational(1, over: 100)
    let half = Rational(1, over: 2)
    let trial = AxiomTrial(
      "", game, values: [half + hundredth, half, -hundredth], linear: [half, half, 0])
    let broken = Axiom.allCases.map { axiom in trial.occasions(of: axiom).count { !$0.holds } }
    #expect(broken == [0, 1, 1, 2, 1])
    let other = AxiomTrial("", game, values: [half, half, hundredth])
    #expect(other.occasions(of: .efficiency).map(\.holds) == [false])
    #expect(other.occasions(of: .efficiency).map(\.deviation) == [hundredth])
  }
}
