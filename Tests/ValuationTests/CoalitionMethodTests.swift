import Compute
import Glibc
import Testing
import Valuation
import Vocabulary

/// The mean gain when a player takes another's place in a coalition of a share of the players; 0 for a lone player.
func swapInfluence(of game: EnumeratedGame, share: Double) -> [Double] {
  let n = game.players
  guard n > 1 else { return [0] }
  let size = max(1, min(n - 1, Int((share * Double(n)).rounded())))
  return (0..<n).map { player in
    let gains = (0..<n).filter { $0 != player }.flatMap { other in
      game.table.indices.filter {
        $0.nonzeroBitCount == size - 1 && $0 >> player & 1 == 0 && $0 >> other & 1 == 0
      }.map { game.table[$0 | 1 << player] - game.table[$0 | 1 << other] }
    }
    return Statistics.mean(gains)
  }
}

@Suite struct CoalitionMethodTests {
  private func values(
    _ name: String, _ arguments: [String: Value], of game: any Game, seed: UInt64 = 1
  ) throws -> DataValues {
    let type = try #require(valuationMethods.first { $0.card.name == name })
    let method = try #require(type.init(Arguments(arguments)) as? any GameMethod)
    return try method.values(of: game, in: testRun(seed: seed))
  }

  private func shapley(_ game: EnumeratedGame) -> [Double] {
    ExactSemivalue(.shapley, players: game.players).values(of: game)
  }

  /// The share of 95 % intervals, with 1.96 standard errors to each side, that hold the truth, over seeds and players.
  private func coverage(
    _ name: String, _ arguments: [String: Value], of game: EnumeratedGame, truth: [Double], seeds: Int
  ) throws -> Double {
    var covered = 0
    for seed in 0..<seeds {
      let found = try values(name, arguments, of: game, seed: UInt64(5000 + seed))
      let errors = try #require(found.standardErrors)
      covered += truth.indices.count { abs(found.values[$0] - truth[$0]) <= 1.96 * errors[$0] }
    }
    return Double(covered) / Double(seeds * truth.count)
  }

  // MARK: KernelSHAP

  @Test(arguments: 2...8) func `a budget for every coalition gives the Shapley value itself`(players: Int) throws {
    let game = randomGame(players: players, seed: UInt64(40 + players))
    let found = try values("kernel_shapley", ["fits": .integer(1 << players - 2)], of: game)
    #expect(largestDifference(found.values, shapley(game)) < 1e-12)
    #expect(found.standardErrors == [Double](repeating: 0, count: players))
    #expect(found.modelFits == 1 << players - 1)
  }

  @Test func `intervals of the kernel regression cover`() throws {
    let game = randomGame(players: 7, seed: 4)
    let share = try coverage(
      "kernel_shapley", ["fits": .integer(80)], of: game, truth: shapley(game), seeds: 200)
    // 1400 intervals, seven of them from one draw: four percentage points are four standard errors of 200 draws by
    // more than two.
    #expect(share > 0.91 && share < 0.99, "\(share)")
  }

  @Test func `the kernel regression beats permutations at equal price`() throws {
    let game = randomGame(players: 8, seed: 8)
    let truth = shapley(game)
    func error(_ name: String, _ arguments: [String: Value]) throws -> Double {
      try (0..<40).reduce(0.0) { sum, seed in
        let found = try values(name, arguments, of: game, seed: UInt64(seed)).values
        return sum + zip(found, truth).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      }
    }
    // 140 evaluations each.
    let regression = try error("kernel_shapley", ["fits": .integer(140)])
    let permutations = try error("permutation_shapley", ["permutations": .integer(20)])
    #expect(regression < permutations, "\(regression) against \(permutations)")
  }

  @Test func `too few pairs are told and not solved`() throws {
    let game = randomGame(players: 8, seed: 3)
    #expect(throws: ValuationError.self) { try values("kernel_shapley", ["fits": .integer(10)], of: game) }
    #expect(throws: ValuationError.self) { try values("data_banzhaf", ["fits": .integer(1)], of: game) }
    #expect(throws: ValuationError.self) {
      try values("data_banzhaf", ["fits": .integer(14), "estimator": .text("monte_carlo")], of: game)
    }
    #expect(throws: ValuationError.self) {
      try values("ame", ["fits": .integer(8), "penalty": .text("none")], of: game)
    }
    #expect(throws: ValuationError.self) { try values("ame", ["fits": .integer(39)], of: game) }
  }

  @Test func `values share out the surplus of an empty coalition that is worth something`() throws {
    let game = randomGame(players: 8, seed: 21)
    let surplus = game.table[255] - game.table[0]
    for name in ["kernel_shapley", "group_testing_shapley", "least_core"] {
      let found = try values(name, ["fits": .integer(100)], of: game)
      #expect(abs(found.values.reduce(0, +) - surplus) < 1e-10, "\(name)")
    }
  }

  @Test func `gloves are shared as theory says`() throws {
    let game = try EnumeratedGame(enumerating: GloveGame(left: 1, right: 2), in: testRun())
    let found = try values("kernel_shapley", ["fits": .integer(6)], of: game).values
    #expect(largestDifference(found, [2.0 / 3, 1.0 / 6, 1.0 / 6]) < 1e-13)
  }

  // MARK: Group testing

  @Test func `a baseline by size cuts the spread`() throws {
    let game = randomGame(players: 8, seed: 12)
    let lifted = EnumeratedGame(players: 8, table: game.table.map { $0 + 10 })
    let plain = try #require(
      values("group_testing_shapley", ["fits": .integer(400), "baseline": .boolean(false)], of: lifted).standardErrors)
    let based = try #require(values("group_testing_shapley", ["fits": .integer(400)], of: lifted).standardErrors)
    #expect(zip(based, plain).allSatisfy { 3 * $0 < $1 })
  }

  @Test func `intervals of group testing and of Banzhaf values cover`() throws {
    let game = randomGame(players: 6, seed: 31)
    let tests = try coverage(
      "group_testing_shapley", ["fits": .integer(200)], of: game, truth: shapley(game), seeds: 100)
    #expect(tests > 0.91 && tests < 0.99, "\(tests)")
    let banzhaf = ExactSemivalue(.banzhaf, players: 6).values(of: game)
    let reused = try coverage("data_banzhaf", ["fits": .integer(200)], of: game, truth: banzhaf, seeds: 100)
    #expect(reused > 0.91 && reused < 0.99, "\(reused)")
  }

  // MARK: Influence and average marginal effects

  @Test func `influences tend to sum to zero`() throws {
    let game = randomGame(players: 6, seed: 17)
    #expect(abs(swapInfluence(of: game, share: 0.7).reduce(0, +)) < 1e-12)
    let found = try values("influence_subsample", ["fits": .integer(4000)], of: game)
    let errors = try #require(found.standardErrors)
    #expect(abs(found.values.reduce(0, +)) < 4 * errors.reduce(0, +))
  }

  @Test func `the lasso keeps the few players that matter`() throws {
    // Two of twelve players have worth; the others have none.
    let worths = [3.0, 0, 0, 0, 0, -2, 0, 0, 0, 0, 0, 0]
    let found = try values("ame", ["fits": .integer(400)], of: AdditiveGame(worths: worths))
    #expect(found.standardErrors == nil)
    #expect(abs(found.values[0] - 3) < 0.5 && abs(found.values[5] + 2) < 0.5)
    let others = worths.indices.filter { worths[$0] == 0 }.map { abs(found.values[$0]) }
    #expect((others.max() ?? 1) < 0.4)
    let plain = try values("ame", ["fits": .integer(400), "penalty": .text("none")], of: AdditiveGame(worths: worths))
    let spread = { (values: [Double]) in worths.indices.reduce(0.0) { worths[$1] == 0 ? $0 + abs(values[$1]) : $0 } }
    #expect(spread(found.values) < spread(plain.values))
  }
}
