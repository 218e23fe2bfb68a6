import Compute
import Vocabulary

/// The values that all coalitions of a game give, for methods that ask for every one.
struct Enumeration: Sendable, Hashable {
  /// [n]
  let values: [Double]
  /// v(N)
  let fullUtility: Double
  /// v(∅)
  let emptyUtility: Double

  init(_ semivalue: ExactSemivalue, of game: EnumeratedGame) {
    values = semivalue.values(of: game)
    (fullUtility, emptyUtility) = (game.table[game.table.count - 1], game.table[0])
  }

  /// v(N) − v(∅)
  var surplus: Double { fullUtility - emptyUtility }

  /// 2ⁿ − 1, or the largest whole number there is.
  static func evaluations(players: Int) -> Int { players < 62 ? 1 << players - 1 : .max }

  /// All utilities of a game. 2ⁿ − 1 evaluations of v; throws ``ValuationError/tooManyPlayers(method:players:limit:)``
  /// before the first of them.
  static func table(of game: any Game, for method: String, in run: Run) throws -> EnumeratedGame {
    guard game.players <= EnumeratedGame.playerLimit else {
      throw ValuationError.tooManyPlayers(
        method: method, players: game.players, limit: EnumeratedGame.playerLimit)
    }
    return try EnumeratedGame(enumerating: game, in: run)
  }

  func dataValues(facts: [DataValues.Fact] = []) -> DataValues {
    DataValues(
      values: values, modelFits: Self.evaluations(players: values.count),
      facts: [.init("full_utility", fullUtility), .init("empty_utility", emptyUtility)] + facts)
  }
}

extension Enumeration {
  /// Tables `head` and `players` (value).
  var artifact: Artifact {
    let head = BatchHead(
      players: values.count, draws: 1, evaluations: Self.evaluations(players: values.count) - 1,
      fullUtility: fullUtility, emptyUtility: emptyUtility)
    return Artifact([head.item, .init("players", .table(Table([.init("value", .reals(values))])))])
  }

  /// Reads what ``artifact`` wrote.
  init(_ artifact: Artifact) {
    guard let players = artifact.table("players") else {
      preconditionFailure("no players in an artifact of \(artifact.items.map(\.name))")
    }
    let head = BatchHead(artifact)
    values = players.reals("value")
    (fullUtility, emptyUtility) = (head.fullUtility, head.emptyUtility)
  }
}

/// Takes the only batch that an enumeration has.
struct EnumerationAccumulator: ValueAccumulator {
  private var enumeration: Enumeration?

  var draws: Int { enumeration == nil ? 0 : 1 }

  mutating func add(_ batch: Artifact) { enumeration = Enumeration(batch) }

  func values() throws -> DataValues {
    guard let enumeration else {
      throw ValuationError.tooFewDraws(method: "enumeration", draws: 0, needed: "all coalitions")
    }
    return enumeration.dataValues()
  }
}
