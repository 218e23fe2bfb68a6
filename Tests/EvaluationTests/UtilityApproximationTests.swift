import Compute
import Testing
import Valuation
import Vocabulary

@testable import Evaluation

private func constant(_ semivalue: Semivalue, _ players: Int, _ known: ApproximationConstant.Known)
  -> ApproximationConstant
{
  ApproximationConstant(weights: RationalSemivalue(semivalue, players: players), known: known)
}

@Suite struct UtilityApproximationTests {
  @Test func `the theorem holds with the best constants for every semivalue`() throws {
    let result = try UtilityApproximation(Arguments(["draws": .integer(10)])).check(nil, in: run)
    let table = try #require(result.tables.first).table
    #expect(result.verdict == .holds, "\(result.finding)")
    #expect(table.count == 7 * 6 * 3)
    #expect(table.booleans("attained").allSatisfy { $0 } && table.booleans("holds").allSatisfy { $0 })
  }

  @Test(arguments: 1...7) func `Shapley constants are those known`(players: Int) {
    #expect(constant(.shapley, players, .nothing).greatest == 2)
    #expect(constant(.shapley, players, .empty).greatest == 2 * (1 - Rational(1, over: 2 * players)))
    #expect(constant(.shapley, players, .both).greatest == 2 * (1 - Rational(1, over: players)))
  }

  @Test func `leave-one-out gains from v(N) and not from v(∅)`() {
    #expect(constant(.leaveOneOut, 3, .empty).greatest == 2)
    #expect(constant(.leaveOneOut, 3, .both).greatest == 1)
  }

  @Test func `no choice of signs does worse in small games`() throws {
    let check = UtilityApproximation(Arguments(["players": .list([.integer(2), .integer(3)]), "draws": .integer(1)]))
    let result = try check.check(nil, in: run)
    // Two points: 4, 3 and 2 free coalitions; three points: 8, 7 and 6: 476 choices for each of seven semivalues.
    #expect(result.exactly.contains("3332 choices of signs"))
    #expect(result.verdict == .holds)
  }

  @Test func `a row whose games leave the bound does not hold`() {
    let known = constant(.shapley, 3, .empty)
    let right = UtilityApproximation.Row(
      name: "", constant: known, attained: known.claimed, largestOfSigns: nil, largestRandom: 1, signs: 0, random: 1)
    let wrong = UtilityApproximation.Row(
      name: "", constant: known, attained: known.claimed, largestOfSigns: nil, largestRandom: 1.7, signs: 0, random: 1)
    #expect(right.holds && !wrong.holds)
  }
}
