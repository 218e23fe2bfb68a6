import Compute
import Testing
import Valuation
import Vocabulary

@Suite struct SemivalueMassTests {
  private static let all: [Semivalue] = [
    .shapley, .banzhaf, .leaveOneOut, .beta(alpha: 4, beta: 1), .beta(alpha: 16, beta: 1), .beta(alpha: 1, beta: 16),
    .beta(alpha: 0.5, beta: 0.5), .beta(alpha: 300, beta: 300), .beta(alpha: 1000, beta: 0.1),
  ]

  @Test(arguments: all) func `masses sum to one for any number of players`(semivalue: Semivalue) {
    for players in [1, 2, 3, 20, 1000, 10_000] {
      let masses = semivalue.masses(players: players)
      #expect(masses.count == players && masses.allSatisfy { $0.isFinite && $0 >= 0 })
      #expect(abs(masses.reduce(0, +) - 1) < 1e-12, "\(players) players")
    }
  }

  @Test(arguments: all.prefix(7)) func `masses are the weights of all coalitions of a size`(semivalue: Semivalue) {
    for players in [1, 2, 5, 12, 20] {
      let exact = ExactSemivalue(masses: semivalue.masses(players: players)).coefficients
      let coefficients = semivalue.coefficients(players: players)
      for (mine, theirs) in zip(exact, coefficients) { #expect(abs(mine - theirs) <= 1e-13 * theirs) }
    }
  }

  @Test func `the middle size of ten thousand players has its share of all coalitions`() {
    // C(9999, 5000) / 2⁹⁹⁹⁹ in whole numbers, then divided; single coefficients cannot tell it from 0.
    let share = Semivalue.banzhaf.masses(players: 10_000)[5000]
    #expect(abs(share - 0.007978646139382154) < 1e-14)
    #expect(Semivalue.banzhaf.coefficients(players: 10_000)[5000] == 0)
  }

  @Test func `the largest weight of Beta(16, 1) nears 16 and its mean square 256/31`() {
    let weights = Semivalue.beta(alpha: 16, beta: 1).positionWeights(players: 10_000)
    #expect(abs((weights.max() ?? 0) - 16) < 0.1 && weights[0] == weights.max())
    #expect(abs(Statistics.mean(weights.map { $0 * $0 }) - 256.0 / 31) < 0.01)
  }
}
