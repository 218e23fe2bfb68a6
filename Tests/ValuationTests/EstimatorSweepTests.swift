import Compute
import Glibc
import Testing
import Valuation
import Vocabulary

/// A method with arguments that small games allow, and what its values are or tend to.
struct Estimator: Sendable, CustomTestStringConvertible {
  let name: String
  var arguments: [String: Value] = [:]
  /// Its truth on a game, by enumeration of its definition.
  let truth: @Sendable (EnumeratedGame) -> [Double]

  /// Whether it is unbiased on games of five players, although its card promises less for more of them.
  var isUnbiasedOnFew = false

  var testDescription: String { name }

  /// A semivalue by enumeration.
  static func semivalue(_ semivalue: Semivalue) -> @Sendable (EnumeratedGame) -> [Double] {
    { ExactSemivalue(semivalue, players: $0.players).values(of: $0) }
  }

  /// One line for each way of playing games; a new method needs one.
  static let all: [Estimator] = [
    Estimator(name: "loo", truth: semivalue(.leaveOneOut)),
    Estimator(name: "exact_shapley", truth: semivalue(.shapley)),
    Estimator(name: "semivalue", arguments: ["weights": .text("banzhaf")], truth: semivalue(.banzhaf)),
    Estimator(
      name: "semivalue", arguments: ["weights": .text("banzhaf"), "permutations": .integer(60)],
      truth: semivalue(.banzhaf)),
    Estimator(
      name: "permutation_shapley", arguments: ["permutations": .integer(60)], truth: semivalue(.shapley)),
    Estimator(name: "antithetic_shapley", arguments: ["permutations": .integer(60)], truth: semivalue(.shapley)),
    Estimator(
      name: "tmc_shapley", arguments: ["permutations": .integer(60), "truncation": .text("none")],
      truth: semivalue(.shapley)),
    Estimator(
      name: "beta_shapley",
      arguments: ["permutations": .integer(60), "alpha": .real(4), "beta": .real(1)],
      truth: semivalue(.beta(alpha: 4, beta: 1))),
    Estimator(name: "stratified_shapley", arguments: ["fits": .integer(200)], truth: semivalue(.shapley)),
    Estimator(name: "complementary_shapley", arguments: ["fits": .integer(200)], truth: semivalue(.shapley)),
    Estimator(name: "delta_shapley", arguments: ["fits": .integer(200)]) { game in
      // Sizes 0 to ⌈n/10⌉, as far as the others reach.
      let sizes = min(2, game.players)
      let masses = (0..<game.players).map { $0 < sizes ? 1 / Double(sizes) : 0 }
      return ExactSemivalue(masses: masses).values(of: game)
    },
    Estimator(
      name: "owen_shapley", arguments: ["fits": .integer(400), "nodes": .integer(4)], truth: semivalue(.shapley),
      isUnbiasedOnFew: true),
    // 30 coalitions of five players are more than 24: those games are sampled, smaller ones enumerated.
    Estimator(name: "kernel_shapley", arguments: ["fits": .integer(24)], truth: semivalue(.shapley)),
    Estimator(name: "kernel_shapley", arguments: ["fits": .integer(30)], truth: semivalue(.shapley)),
    Estimator(name: "group_testing_shapley", arguments: ["fits": .integer(120)], truth: semivalue(.shapley)),
    Estimator(
      name: "group_testing_shapley", arguments: ["fits": .integer(120), "baseline": .boolean(false)],
      truth: semivalue(.shapley)),
    Estimator(name: "data_banzhaf", arguments: ["fits": .integer(120)], truth: semivalue(.banzhaf)),
    Estimator(
      name: "data_banzhaf", arguments: ["fits": .integer(120), "estimator": .text("monte_carlo")],
      truth: semivalue(.banzhaf)),
    Estimator(name: "influence_subsample", arguments: ["fits": .integer(120)]) { swapInfluence(of: $0, share: 0.7) },
    Estimator(name: "ame", arguments: ["fits": .integer(400), "penalty": .text("none")]) { game in
      let chances = [0.2, 0.4, 0.6, 0.8]
      let weights = (0..<game.players).map { size in
        chances.reduce(0) { $0 + pow($1, Double(size)) * pow(1 - $1, Double(game.players - 1 - size)) / 4 }
      }
      return ExactSemivalue(coefficients: weights).values(of: game)
    },
    Estimator(name: "least_core", arguments: ["fits": .integer(30)]) { leastCoreByEnumeration(of: $0).values },
    Estimator(name: "owen_value", arguments: ["permutations": .integer(60)]) { exactOwen($0, oddAndEven($0.players)) },
  ]

  /// The players of even numbers, and the others if there are any.
  static func oddAndEven(_ players: Int) -> [[Int]] {
    [0, 1].map { Array(stride(from: $0, to: players, by: 2)) }.filter { !$0.isEmpty }
  }

  /// The method for games of some players; `nil` where the registry has none of the name that plays games.
  func method(players: Int = 4) -> (any GameMethod)? {
    let type = valuationMethods.first { $0.card.name == name }
    let groups = (0..<players).map { Value.text($0 % 2 == 0 ? "even" : "odd") }
    return type?.init(Arguments(["groups": .list(groups)].merging(arguments) { $1 })) as? any GameMethod
  }

  var estimation: Estimation? { valuationMethods.first { $0.card.name == name }?.card.estimation }
}

/// A game of random utilities: players help and harm, and nobody is worth something.
func randomGame(players: Int, seed: UInt64) -> EnumeratedGame {
  EnumeratedGame(players: players, table: RandomData.reals(1 << players, seed: seed))
}

@Suite struct EstimatorSweepTests {
  private func values(_ estimator: Estimator, of game: any Game, seed: UInt64 = 1) throws -> DataValues {
    try #require(estimator.method(players: game.players), "\(estimator.name) plays no games").values(
      of: game, in: testRun(seed: seed))
  }

  @Test func `every method that plays games is swept over`() {
    let names = valuationMethods.filter { $0 is any GameMethod.Type }.map { $0.card.name }
    #expect(Set(names) == Set(Estimator.all.map { $0.name }))
    #expect(Estimator.all.allSatisfy { $0.estimation != nil }, "a card does not say how its values relate to the truth")
  }

  @Test(arguments: Estimator.all) func `values meet the enumeration`(estimator: Estimator) throws {
    for players in [1, 2, 3, 5] {
      let game = randomGame(players: players, seed: UInt64(players))
      let truth = estimator.truth(game)
      let found = try values(estimator, of: game)
      #expect(found.values.count == players)
      let errors = found.standardErrors ?? truth.map { _ in 0 }
      for player in 0..<players {
        // Four standard errors, exceeded by chance in 6e-5 of all cases; 1e-11 for sums that rounding alone disturbs.
        let allowed = 4 * errors[player] + 1e-11
        #expect(abs(found.values[player] - truth[player]) <= allowed, "\(players) players, player \(player)")
      }
    }
  }

  @Test(arguments: Estimator.all) func `values meet the enumeration on ten games of up to ten players`(
    estimator: Estimator
  ) throws {
    let campaign = EstimatorCampaign(estimator: estimator, times: 4)
    for game in campaign.games {
      let truth = estimator.truth(game)
      let found = try campaign.values(of: game, seed: 6)
      let errors = found.standardErrors ?? truth.map { _ in 0 }
      for player in 0..<game.players {
        // As above; errors of zero are claims to be exact.
        let allowed = 4 * errors[player] + 1e-11
        #expect(abs(found.values[player] - truth[player]) <= allowed, "\(game.players) players, player \(player)")
      }
    }
  }

  @Test func `players of the ten games help and harm`() {
    let values = EstimatorCampaign.games.flatMap { ExactSemivalue(.shapley, players: $0.players).values(of: $0) }
    #expect(values.count == 55 && values.count { $0 < 0 } > 15 && values.count { $0 > 0 } > 15)
  }

  @Test(arguments: Estimator.all) func `intervals of 95 % hold the truth about as often`(estimator: Estimator) throws {
    let campaign = EstimatorCampaign(estimator: estimator, times: 4)
    guard let game = campaign.games.first(where: { $0.players == 6 }),
      let coverage = try campaign.coverage(on: game, seeds: 7000..<7060)
    else { return }
    // 360 intervals, six of which share their draws: 95 % ± 4 · √(0.95 · 0.05 / 60) / √2 at worst.
    #expect(0.87...1 ~= coverage, "\(coverage)")
  }

  /// Methods that average plainly what a player adds, or solve for it, so that a game of worths alone leaves no spread.
  private static let exactOnWorths: Set<String> = [
    "loo", "exact_shapley", "permutation_shapley", "antithetic_shapley", "tmc_shapley", "stratified_shapley",
    "delta_shapley", "owen_shapley", "kernel_shapley", "owen_value",
  ]

  @Test(arguments: Estimator.all.filter { $0.arguments["estimator"] != nil || exactOnWorths.contains($0.name) })
  func `players of an additive game get what they are worth, however few the draws`(estimator: Estimator) throws {
    let worths = [1.5, -2, 0, 0.25, -0.125]
    let found = try values(estimator, of: AdditiveGame(worths: worths))
    // Sums of at most some hundred numbers; normal equations of thirty players' columns at worst.
    #expect(largestDifference(found.values, worths) < 1e-10)
  }

  @Test(arguments: ["exact_shapley", "kernel_shapley"])
  func `known values of named games are met where every coalition is asked for`(name: String) throws {
    let estimator = Estimator(name: name, arguments: ["fits": .integer(30)]) { _ in [] }
    let games: [(any Game, [Double])] = [
      (GloveGame(left: 1, right: 2), [2.0 / 3, 1.0 / 6, 1.0 / 6]),
      (UnanimityGame(players: 5, carrier: [1, 3, 4]), [0, 1.0 / 3, 0, 1.0 / 3, 1.0 / 3]),
      (AirportGame(costs: [1, 3, 3, 6]), [0.25, 11.0 / 12, 11.0 / 12, 47.0 / 12]),
      (WeightedVotingGame(votes: [2, 1, 1, 1], quota: 3), [0.5, 1.0 / 6, 1.0 / 6, 1.0 / 6]),
      (AdditiveGame(worths: [1, -2, 0.5]), [1, -2, 0.5]),
    ]
    for (game, known) in games { #expect(largestDifference(try values(estimator, of: game).values, known) < 1e-10) }
  }

  @Test(arguments: Estimator.all) func `a single player takes all there is`(estimator: Estimator) throws {
    let game = EnumeratedGame(players: 1, table: [0.25, 2])
    guard abs(estimator.truth(game)[0] - 1.75) < 1e-12 else { return }
    #expect(abs(try values(estimator, of: game).values[0] - 1.75) < 1e-12)
  }

  @Test(arguments: Estimator.all.filter { $0.estimation == .unbiased || $0.isUnbiasedOnFew })
  func `the mean of many small estimates is the truth`(estimator: Estimator) throws {
    let game = randomGame(players: 5, seed: 77)
    let truth = estimator.truth(game)
    let seeds = 200
    let samples = try (0..<seeds).map { try values(estimator, of: game, seed: UInt64(100 + $0)).values }
    for player in 0..<5 {
      let sample = samples.map { $0[player] }
      let error = sqrt(Statistics.variance(sample) / Double(seeds))
      // |z| > 4.5 has a probability of 7e-6; with some two hundred players over all methods, of 1e-3 in all.
      #expect(abs(Statistics.mean(sample) - truth[player]) <= 4.5 * error + 1e-11, "player \(player)")
    }
  }

  @Test(arguments: Estimator.all) func `batches one by one are the whole, at any number of threads`(
    estimator: Estimator
  ) throws {
    guard let method = estimator.method(players: 4) as? any SampledGameMethod else { return }
    let game = randomGame(players: 4, seed: 5)
    let batches = try (0..<method.batches).map { try method.batch($0, of: game, in: testRun(threads: 3)) }
    #expect(try method.gathered(batches) == method.values(of: game, in: testRun()))
  }

  @Test(arguments: Estimator.all) func `the price told before a run is kept`(estimator: Estimator) throws {
    for players in [1, 4] {
      let method = try #require(estimator.method(players: players))
      let found = try method.values(of: randomGame(players: players, seed: 9), in: testRun())
      #expect(found.modelFits <= max(1, method.evaluations(players: players)), "\(players) players")
    }
  }
}
