import Compute
import Testing
import Valuation

@Suite struct ToyGameTests {
  /// Values of small games are sums of a few dozen rationals: only rounding separates them from the fractions.
  let rounding = 1e-14

  private func shapley(_ game: some Game) throws -> [Double] {
    try ExactSemivalue(.shapley, players: game.players).values(of: game, in: testRun())
  }

  @Test func `one left and two right gloves share a pair as theory says`() throws {
    let game = GloveGame(left: 1, right: 2)
    #expect(largestDifference(try shapley(game), [2.0 / 3, 1.0 / 6, 1.0 / 6]) < rounding)
    let banzhaf = try ExactSemivalue(.banzhaf, players: 3).values(of: game, in: testRun())
    #expect(largestDifference(banzhaf, [3.0 / 4, 1.0 / 4, 1.0 / 4]) < rounding)
  }

  @Test func `an additive game pays everyone its worth, harmful players too`() throws {
    let worths = [1.5, -2, 0, 0.25, -0.125]
    for semivalue in [Semivalue.shapley, .banzhaf, .leaveOneOut, .beta(alpha: 4, beta: 1)] {
      let values = try ExactSemivalue(semivalue, players: 5).values(of: AdditiveGame(worths: worths), in: testRun())
      #expect(largestDifference(values, worths) < rounding)
    }
  }

  @Test func `a unanimity game is shared by its carrier alone`() throws {
    let values = try shapley(UnanimityGame(players: 5, carrier: [1, 3, 4]))
    #expect(largestDifference(values, [0, 1.0 / 3, 0, 1.0 / 3, 1.0 / 3]) < rounding)
  }

  @Test func `an airport charges each stretch of runway to those who need it`() throws {
    // Costs 1, 3, 3, 6: the first unit is shared by four, the next two by three, the last three by one.
    let (first, second) = (1.0 / 4, 2.0 / 3)
    let values = try shapley(AirportGame(costs: [1, 3, 3, 6]))
    #expect(largestDifference(values, [first, first + second, first + second, first + second + 3]) < rounding)
  }

  @Test func `a voter of weight two among three of weight one has half the power`() throws {
    // Quota 3 of votes 2, 1, 1, 1: the strong voter is pivotal in places 2 and 3 of 4.
    let values = try shapley(WeightedVotingGame(votes: [2, 1, 1, 1], quota: 3))
    #expect(largestDifference(values, [1.0 / 2, 1.0 / 6, 1.0 / 6, 1.0 / 6]) < rounding)
  }

  @Test(arguments: 1...9) func `halving the table gives what the definition gives`(players: Int) {
    let game = EnumeratedGame(players: players, table: RandomData.reals(1 << players, seed: UInt64(players)))
    for semivalue in [Semivalue.shapley, .banzhaf, .leaveOneOut, .beta(alpha: 16, beta: 1), .beta(alpha: 1, beta: 4)] {
      let exact = ExactSemivalue(semivalue, players: players)
      // Two orders of summing at most 512 numbers of size 1.
      #expect(largestDifference(exact.values(of: game), exact.valuesByDefinition(of: game)) < 1e-12)
    }
  }

  @Test(arguments: [1, 2, 3, 10, 20]) func `the weights of all coalitions a player may join sum to one`(players: Int) {
    for semivalue in [Semivalue.shapley, .banzhaf, .leaveOneOut, .beta(alpha: 4, beta: 1), .beta(alpha: 0.5, beta: 3)] {
      var coalitions = 1.0
      var sum = 0.0
      for (size, weight) in semivalue.coefficients(players: players).enumerated() {
        sum += coalitions * weight
        coalitions *= Double(players - 1 - size) / Double(size + 1)
      }
      #expect(abs(sum - 1) < 1e-12, "\(semivalue)")
    }
  }

  @Test func `Beta(1, 1) is Shapley and large alpha looks at small coalitions`() {
    let shapley = Semivalue.shapley.coefficients(players: 7)
    #expect(largestDifference(Semivalue.beta(alpha: 1, beta: 1).coefficients(players: 7), shapley) == 0)
    #expect(Semivalue.beta(alpha: 16, beta: 1).coefficients(players: 7)[0] > shapley[0])
    #expect(Semivalue.beta(alpha: 1, beta: 16).coefficients(players: 7)[6] > shapley[6])
  }

  @Test func `a table asked from a game knows every coalition`() throws {
    let game = WeightedVotingGame(votes: [3, 2, 2, 1, 1], quota: 5)
    let table = try EnumeratedGame(enumerating: game, in: testRun())
    for mask in 0..<32 {
      let coalition = Coalition(players: 5, mask: mask)
      #expect(table.utility(of: coalition) == game.utility(of: coalition))
    }
  }
}
