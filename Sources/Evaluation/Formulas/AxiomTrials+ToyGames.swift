import Compute
import Valuation

extension AxiomTrials {
  /// Small games of four players whose values are known; utilities are whole numbers.
  private static func toyGames(in run: Run) throws -> [(label: String, game: EnumeratedGame)] {
    let games: [(String, any Game)] = [
      ("unanimity of two of four", UnanimityGame(players: 4, carrier: [1, 3])),
      ("airport with costs 0, 1, 1, 4", AirportGame(costs: [0, 1, 1, 4])),
      ("worths 1, -1, 0 and 2", AdditiveGame(worths: [1, -1, 0, 2])),
      ("votes 2, 1, 1, 0 with quota 3", WeightedVotingGame(votes: [2, 1, 1, 0], quota: 3)),
      ("two left and two right gloves", GloveGame(left: 2, right: 2)),
    ]
    return try games.map { label, game in (label, try EnumeratedGame(enumerating: game, in: run)) }
  }

  /// The sum of a game and twice the next one.
  private static func sum(_ game: EnumeratedGame, _ next: EnumeratedGame) -> EnumeratedGame {
    EnumeratedGame(players: game.players, table: zip(game.table, next.table).map { $0 + 2 * $1 })
  }

  /// A method as it is, on games given as tables instead of models, with the same draws for every game.
  static func playedTrials(_ method: any GameMethod, in run: Run) throws -> [AxiomTrial] {
    try pairs(in: run) { game in
      let values = try method.values(of: game, in: run.silenced)
      return (values.values, values.standardErrors)
    }
  }

  /// Permutations walked to the end, the same ones for every game; at least 400, so that errors are known.
  static func untruncatedTrials(_ method: TMCShapley, in run: Run) throws -> [AxiomTrial] {
    let sampling = PermutationSampling(stream: run.seeds.branch("permutations"), truncation: nil)
    let count = max(400, min(method.permutations, 10_000))
    return try pairs(in: run) { game in
      let full = game.table[game.table.count - 1]
      let batch = try sampling.batch(0..<count, of: game, fullUtility: full, in: run.silenced)
      return (batch.means, batch.standardErrors)
    }
  }

  /// Each game alone and in a sum with the next one.
  private static func pairs(
    in run: Run, _ play: (EnumeratedGame) throws -> (values: [Double], errors: [Double]?)
  ) throws -> [AxiomTrial] {
    let games = try toyGames(in: run)
    return try games.indices.flatMap { index in
      let (label, game) = games[index]
      let next = games[(index + 1) % games.count]
      let (alone, other, both) = (try play(game), try play(next.game), try play(sum(game, next.game)))
      return [
        trial(label, game, alone),
        trial(
          "\(label), plus twice \(next.label)", sum(game, next.game), both,
          parts: zip(alone.values, other.values).map { $0 + 2 * $1 }),
      ]
    }
  }

  private static func trial(
    _ label: String, _ game: EnumeratedGame, _ played: (values: [Double], errors: [Double]?), parts: [Double]? = nil
  ) -> AxiomTrial {
    AxiomTrial(
      label, RationalGame(players: game.players, table: game.table.map { Rational(exactly: $0) }),
      values: played.values.map { Rational(exactly: $0) },
      margins: played.errors.map { $0.map { Rational(exactly: 4 * $0) } },
      linear: parts.map { $0.map { Rational(exactly: $0) } },
      // Means of a few hundred whole numbers.
      rounding: Rational(1, over: 1_000_000_000_000))
  }
}
