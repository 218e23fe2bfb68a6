import Compute
import Glibc
import Testing
import Valuation
import Vocabulary

/// Many runs of an estimator on small games, against the enumeration of what it estimates.
struct EstimatorCampaign: Sendable {
  let estimator: Estimator
  /// How many times the budget of ``Estimator/budgeted(players:times:)``.
  var times = 1

  /// One game of each number of players up to ten. Random utilities make players help and harm; in every second game they
  /// are worth something on their own as well, for better or worse.
  static let games: [EnumeratedGame] = (1...10).map { players in
    let utilities = RandomData.reals(1 << players, seed: UInt64(300 + players))
    guard players % 2 == 0 else { return EnumeratedGame(players: players, table: utilities) }
    let worths = RandomData.reals(players, seed: UInt64(400 + players))
    return EnumeratedGame(
      players: players,
      table: utilities.indices.map { mask in
        (0..<players).reduce(utilities[mask]) { $0 + (mask >> $1 & 1 == 1 ? 2 * worths[$1] : 0) }
      })
  }

  /// Games the estimator can be compared on: the least core is enumerated for up to four players.
  var games: [EnumeratedGame] { Self.games.filter { estimator.name != "least_core" || $0.players <= 4 } }

  func values(of game: EnumeratedGame, seed: UInt64) throws -> DataValues {
    let sized = estimator.budgeted(players: game.players, times: times)
    let method = try #require(sized.method(players: game.players), "\(estimator.name) plays no games")
    return try method.values(of: game, in: testRun(seed: seed))
  }

  /// For each player, how many standard errors the mean over some seeds lies from the truth; 0 for what differs by rounding.
  func scores(on game: EnumeratedGame, seeds: Range<UInt64>) throws -> [Double] {
    let truth = estimator.truth(game)
    let samples = try seeds.map { try values(of: game, seed: $0).values }
    return truth.indices.map { player in
      let sample = samples.map { $0[player] }
      let difference = Statistics.mean(sample) - truth[player]
      return abs(difference) < 1e-11 ? 0 : difference / sqrt(Statistics.variance(sample) / Double(sample.count))
    }
  }

  /// The share of 95 % intervals, with 1.96 standard errors to each side, that hold the truth, over seeds and players; `nil`
  /// where the values carry no standard errors or have none.
  func coverage(on game: EnumeratedGame, seeds: Range<UInt64>) throws -> Double? {
    let truth = estimator.truth(game)
    var (covered, sampled) = (0, 0)
    for seed in seeds {
      let found = try values(of: game, seed: seed)
      guard let errors = found.standardErrors else { return nil }
      // Errors of zero are a promise of exactness, which other tests hold it to.
      for player in truth.indices where errors[player] > 1e-12 {
        sampled += 1
        covered += abs(found.values[player] - truth[player]) <= 1.96 * errors[player] ? 1 : 0
      }
    }
    return sampled > 0 ? Double(covered) / Double(sampled) : nil
  }
}

extension Estimator {
  /// The same with a budget that is reasonable for some players: 30 permutations or 8 n² evaluations, at least 100, which
  /// are four draws for each player and size; so many times.
  func budgeted(players: Int, times: Int) -> Estimator {
    var sized = self
    if arguments["permutations"] != nil { sized.arguments["permutations"] = .integer(30 * times) }
    if arguments["fits"] != nil { sized.arguments["fits"] = .integer(fits(players, times)) }
    // Exact in the chance of joining for up to ten players.
    if arguments["nodes"] != nil { sized.arguments["nodes"] = .integer(5) }
    return sized
  }

  private func fits(_ players: Int, _ times: Int) -> Int {
    let all = 1 << players - 2
    let budget = times * max(100, 8 * players * players)
    switch (name, arguments["fits"]) {
    case ("least_core", _), ("kernel_shapley", .integer(30)): return max(1, all)
    // Fewer than all coalitions are drawn; of fewer than six players too few would be left.
    case ("kernel_shapley", _): return players < 6 ? 30 : min(budget, all - 1)
    // Four evaluations a draw instead of two.
    case ("owen_shapley", _): return 2 * budget
    default: return budget
    }
  }
}
