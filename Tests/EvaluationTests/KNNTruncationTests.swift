import Compute
import Testing
import Valuation
import Vocabulary

@testable import Evaluation

/// The recursion as printed, from value 0 at rank K*.
private func recursion(_ payoffs: [Rational], neighbours: Int, rank: Int) -> [Rational] {
  var values = payoffs.map { _ in Rational(0) }
  for place in stride(from: rank - 1, through: 1, by: -1) {
    let share = Rational(min(neighbours, place), over: neighbours * place)
    values[place - 1] = values[place] + (payoffs[place - 1] - payoffs[place]) * share
  }
  return values
}

@Suite struct KNNTruncationTests {
  @Test func `the rule is the printed recursion`() {
    for mask in 0..<256 {
      let payoffs = (0..<8).map { Rational(mask >> $0 & 1) }
      for (neighbours, rank) in [(1, 2), (1, 5), (3, 3), (3, 8), (5, 6)] {
        let values = TruncatedNeighbours.values(payoffs, neighbours: neighbours, rank: rank, by: .published)
        #expect(values == recursion(payoffs, neighbours: neighbours, rank: rank))
      }
    }
  }

  @Test func `nothing is cut where K* is beyond the points`() {
    let payoffs: [Rational] = [1, 0, 1, 1]
    let exact = RationalNeighbours(payoffs: payoffs, neighbours: 2).shapleyValues
    for rule in TruncatedNeighbours.Rule.allCases {
      #expect(TruncatedNeighbours.values(payoffs, neighbours: 2, rank: 5, by: rule) == exact)
    }
  }

  @Test func `K* is the rounded inverse of the error, never one more`() {
    let ranks = [0.5, 0.2, 0.1, 0.05, 0.02, 0.3, 1.0 / 49].map {
      TruncatedNeighbours.rank(neighbours: 1, tolerance: $0)
    }
    #expect(ranks == [2, 5, 10, 20, 50, 4, 49])
    #expect(TruncatedNeighbours.rank(neighbours: 7, tolerance: 0.2) == 7)
  }

  @Test func `published and tighter bounds hold, are attained, and ranks keep their order`() throws {
    let result = try KNNTruncation(Arguments(["draws": .integer(30)])).check(nil, in: run)
    let table = try #require(result.tables.first).table
    #expect(result.verdict == .holds && result.counterexample.isEmpty, "\(result.finding)")
    #expect(table.count == 2 * 5 * 3)
    #expect(table.integers("beyond_bound").allSatisfy { $0 == 0 })
    #expect(table.integers("order_changed").allSatisfy { $0 == 0 })
    for row in 0..<table.count {
      let rule = table.texts("rule")[row]
      #expect(table.booleans("attained")[row] == (rule != "expected tail"), "\(rule)")
      if rule != "expected tail" { #expect(table.reals("largest_error")[row] == table.reals("bound")[row]) }
      #expect(table.reals("bound")[row] <= table.reals("epsilon")[row])
    }
    // At K* = 50 the three rules come in this order.
    let means = (0..<3).map { table.reals("mean_error")[$0] }
    #expect(table.integers("k_star")[0] == 50 && means[0] > means[1] && means[1] > 3 * means[2])
  }

  @Test func `a bound that is too small is found to be exceeded`() {
    var tally = TruncationTally(rule: .published, neighbours: 1, epsilon: 0.5, players: 4)
    // K* = 2 leaves an error of 1/2 at rank 1 where only rank 2 matches: within 1/K*, as long as K* is not put higher.
    tally.add(exactly: [0, 1, 0, 0])
    #expect(tally.broken == 0 && tally.isAttained)
    // Pay-offs of 3 lie outside the theorem's assumption.
    tally.add(exactly: [0, 3, 0, 0])
    #expect(tally.broken == 1 && tally.counterexample.contains("K* = 2: a value is off by 1.5"))
  }
}
