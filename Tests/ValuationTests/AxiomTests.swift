import Compute
import Datasets
import Testing
import Valuation
import Vocabulary

/// A small game that a method has played, with the values it gave.
struct PlayedGame {
  let game: EnumeratedGame
  let values: [Double]
  /// Games whose weighted sum this one is, with values found some other way; for linearity.
  var parts: [(weight: Double, values: [Double])] = []
  var tolerance = 1e-10
}

@Suite struct AxiomTests {
  @Test(arguments: valuationMethods.map { $0.card.name }) func `declared axioms hold on small games`(name: String)
    throws
  {
    let card = try #require(valuationMethods.first { $0.card.name == name }).card
    guard !card.axioms.isEmpty else { return }
    let played = try playedGames(of: name)
    for axiom in Axiom.allCases where card.axioms.contains(axiom) {
      let occasions = played.reduce(0) { $0 + check(axiom, $1, name) }
      // An axiom that no game could have broken has not been tested.
      #expect(occasions > 0, "no game tests \(axiom.rawValue) of \(name)")
    }
  }

  @Test func `every card says what a reader needs`() {
    for card in valuationMethods.map({ $0.card }) {
      #expect(card.kind == .method && card.direction != nil && !card.summary.isEmpty && !card.complexity.isEmpty)
      #expect(!card.formula.isEmpty && (card.name == "random" || !card.citation.isEmpty), "\(card.name)")
      #expect(card.parameters.allSatisfy { !$0.help.isEmpty })
    }
    #expect(Set(valuationMethods.map { $0.card.name }).count == valuationMethods.count)
  }

  /// The number of occasions on which the axiom said something about the values.
  private func check(_ axiom: Axiom, _ played: PlayedGame, _ name: String) -> Int {
    let (game, values, tolerance) = (played.game, played.values, played.tolerance)
    switch axiom {
    case .efficiency:
      #expect(abs(values.reduce(0, +) - (game.table[game.table.count - 1] - game.table[0])) < tolerance, "\(name)")
      return 1
    case .symmetry:
      let pairs = symmetricPairs(game)
      for (left, right) in pairs { #expect(abs(values[left] - values[right]) < tolerance, "\(name)") }
      return pairs.count
    case .nullPlayer:
      let nulls = (0..<game.players).filter { player in marginals(of: player, in: game).allSatisfy { $0 == 0 } }
      for player in nulls { #expect(abs(values[player]) < tolerance, "\(name)") }
      return nulls.count
    case .monotonicity:
      guard (0..<game.players).allSatisfy({ marginals(of: $0, in: game).allSatisfy { $0 >= 0 } }) else { return 0 }
      #expect(values.allSatisfy { $0 >= -tolerance }, "\(name)")
      return 1
    case .linearity:
      guard !played.parts.isEmpty else { return 0 }
      let sum = values.indices.map { player in played.parts.reduce(0) { $0 + $1.weight * $1.values[player] } }
      #expect(largestDifference(values, sum) < tolerance, "\(name)")
      return 1
    }
  }

  private func marginals(of player: Int, in game: EnumeratedGame) -> [Double] {
    game.table.indices.filter { $0 >> player & 1 == 0 }.map { game.table[$0 | 1 << player] - game.table[$0] }
  }

  private func symmetricPairs(_ game: EnumeratedGame) -> [(Int, Int)] {
    let pairs = (0..<game.players).flatMap { left in (0..<left).map { (left, $0) } }
    return pairs.filter { left, right in
      game.table.indices.allSatisfy { mask in
        mask >> left & 1 == 1 || mask >> right & 1 == 1
          || abs(game.table[mask | 1 << left] - game.table[mask | 1 << right]) < 1e-14
      }
    }
  }

  private func playedGames(of name: String) throws -> [PlayedGame] {
    switch name {
    case "knn_shapley", "knn_loo": try neighbourGames(name)
    case "chg_shapley", "gradient_shapley", "hardness_shapley": try epochGames(name)
    case "tmc_shapley": try toyGames.map { try PlayedGame(sampling: $0) }
    default:
      if let method = Estimator.all.first(where: { $0.name == name })?.method(players: 4) {
        try toyGames.map { try PlayedGame($0, by: method) }
      } else {
        throw UnknownMethod(name: name)
      }
    }
  }

  /// Problems with tied and repeated examples; a sum of two games is the game of both validation sets.
  private func neighbourGames(_ name: String) throws -> [PlayedGame] {
    try (1...6).map { seed in
      let data = RandomData.integers(train: 6, validation: 3, classes: seed == 1 ? 1 : 2, seed: UInt64(seed))
      let train = data.train.subset([0, 1, 2, 3, 4, 5, 0])
      let halves = [[0], [1, 2]]
      let values = { (rows: [Int]) in
        try method(name, k: 2).values(
          of: ValuationProblem(train: train, validation: data.validation.subset(rows)), in: testRun()
        ).values
      }
      let rows = seed % 2 == 0 ? [0, 1, 2] : [0]
      let problem = ValuationProblem(train: train, validation: data.validation.subset(rows))
      return PlayedGame(
        game: try EnumeratedGame(enumerating: KNNGame(problem, neighbours: 2), in: testRun()),
        values: try values(rows),
        parts: rows.count == 1 ? [] : try zip([1.0 / 3, 2.0 / 3], halves).map { ($0, try values($1)) })
    }
  }

  /// The mean of the epochs' games; its values are to be the mean of theirs.
  private func epochGames(_ name: String) throws -> [PlayedGame] {
    let data = RandomData.reals(train: 6, validation: 2, features: 2, seed: 60)
    let problem = ValuationProblem(train: data.train.subset([0, 1, 2, 3, 4, 5, 0]), validation: data.validation)
    let epochs = try EpochGames(of: problem, name: name, perClass: false).epochs
    let games = try epochs.map { try EnumeratedGame(enumerating: $0[0].game, in: testRun()) }
    let share = 1 / Double(games.count)
    let mean = games[0].table.indices.map { mask in games.reduce(0) { $0 + $1.table[mask] * share } }
    return [
      PlayedGame(
        game: EnumeratedGame(players: 7, table: mean),
        values: try epochMethod(name).values(of: problem, in: testRun()).values,
        parts: games.map { (share, ExactSemivalue(.shapley, players: 7).values(of: $0)) },
        // Gradients are products in single precision.
        tolerance: 1e-5)
    ]
  }

  private var toyGames: [EnumeratedGame] {
    get throws {
      let games: [any Game] = [
        UnanimityGame(players: 4, carrier: [1, 3]), AirportGame(costs: [0, 1, 1, 4]),
        AdditiveGame(worths: [1, -1, 0, 0.5]), WeightedVotingGame(votes: [2, 1, 1, 0], quota: 3),
      ]
      return try games.map { try EnumeratedGame(enumerating: $0, in: testRun()) }
    }
  }
}

/// A method that declares axioms must say here which games it plays.
struct UnknownMethod: Error { let name: String }

extension PlayedGame {
  /// A game and, for one of them, twice itself plus a constant slope; the same draws for all.
  init(_ game: EnumeratedGame, by method: any GameMethod) throws {
    func values(_ game: EnumeratedGame) throws -> [Double] { try method.values(of: game, in: testRun()).values }
    let isUnanimity = game.table[0] == 0 && game.table[15] == 1
    guard isUnanimity else {
      self.init(game: game, values: try values(game))
      return
    }
    let slope = try EnumeratedGame(enumerating: AdditiveGame(worths: [1, 2, 3, 4]), in: testRun())
    let sum = EnumeratedGame(players: 4, table: zip(game.table, slope.table).map { 2 * $0 + $1 })
    self.init(game: sum, values: try values(sum), parts: [(2, try values(game)), (1, try values(slope))])
  }

  /// Truncated permutations, as the method's default has them.
  init(sampling game: EnumeratedGame) throws {
    let sampling = PermutationSampling(
      stream: SeedStream(root: 2), truncation: Truncation(relative: 0.01, consecutive: 1))
    self.init(
      game: game, values: try sampling.batch(0..<20, of: game, fullUtility: game.table[15], in: testRun()).means)
  }
}
