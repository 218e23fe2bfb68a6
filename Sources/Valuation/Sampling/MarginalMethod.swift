public import Compute
public import Vocabulary

/// A method that draws coalitions for one player and one stratum at a time and asks what the player adds to them.
///
/// Draw d is for player d mod n; the strata of a player take turns.
public protocol MarginalMethod: SampledGameMethod {
  /// All draws.
  var draws: BatchedDraws { get }
  /// The strata of each player of a game.
  func strata(players: Int) -> Strata
  /// The coalitions of one draw, none of which holds the player; a pure function of the stream and the turn.
  func coalitions(without player: Int, turn: Strata.Turn, players: Int, stream: SeedStream) -> [Coalition]
  /// The arguments a batch depends on besides the game's and the number of its draws.
  var ownIdentity: [String: Value] { get }
  /// What a reader should know of values of so many players.
  func notes(players: Int) -> [String]
}

extension MarginalMethod {
  public func notes(players: Int) -> [String] { [] }

  public var batches: Int { draws.batches }

  public func identity(ofBatch index: Int) -> Arguments {
    let own = ownIdentity.merging(["draws": draws.countValue(ofBatch: index)]) { $1 }
    return Arguments(settings.identity.merging(own) { $1 })
  }

  /// Throws ``ValuationError/tooFewDraws(method:draws:needed:)`` before any fit where all draws together would not reach
  /// every stratum of every player.
  public func batch(_ index: Int, of game: any Game, in run: Run) throws -> Artifact {
    try marginals(index, of: game, in: run)
  }

  func marginals(_ index: Int, of game: any Game, in run: Run) throws -> Artifact {
    let strata = strata(players: game.players)
    guard draws.total >= game.players * strata.count else { throw tooFew(draws.total, players: game.players, strata) }
    let range = draws.range(ofBatch: index)
    let turns = strata.turns((range.upperBound - 1) / game.players + 1)
    let drawn = range.filter { $0 / game.players < turns.count }.map { draw in
      drawing(draw % game.players, turns[draw / game.players], of: game, run.seeds)
    }
    return try MarginalBatch.artifact(drawn, of: game, in: run)
  }

  public func accumulator(players: Int) -> any ValueAccumulator {
    let strata = strata(players: players)
    return StrataAccumulator(
      method: Self.card.name, players: players, strata: strata, needed: Self.needed(players, strata),
      notes: notes(players: players), read: MarginalBatch.contributions)
  }

  private func tooFew(_ draws: Int, players: Int, _ strata: Strata) -> ValuationError {
    .tooFewDraws(method: Self.card.name, draws: draws, needed: Self.needed(players, strata))
  }

  private static func needed(_ players: Int, _ strata: Strata) -> String {
    "\(players * strata.count) draws, one for each of \(strata.count) strata of each of \(players) players"
  }

  private func drawing(_ player: Int, _ turn: Strata.Turn, of game: any Game, _ seeds: SeedStream) -> MarginalBatch.Draw
  {
    let coalitions = coalitions(without: player, turn: turn, players: game.players, stream: seeds)
    return MarginalBatch.Draw(player: player, stratum: turn.stratum, coalitions: coalitions)
  }
}

/// What some players add to coalitions drawn for them, as it is stored.
enum MarginalBatch {
  /// Coalitions without a player, drawn for one of its strata.
  struct Draw: Sendable, Hashable {
    let player: Int
    let stratum: Int
    let coalitions: [Coalition]

    /// Each coalition without and with the player.
    var pairs: [Coalition] {
      coalitions.flatMap { coalition in
        var joined = coalition
        joined.insert(player)
        return [coalition, joined]
      }
    }
  }

  /// Tables `head` and `marginals` (player, stratum, mean marginal contribution), from at most two evaluations of v a
  /// coalition.
  static func artifact(_ draws: [Draw], of game: any Game, in run: Run) throws -> Artifact {
    let full = try game.fullUtility(in: run)
    let answer = try game.answer(draws.flatMap(\.pairs), fullUtility: full, in: run)
    var next = 0
    let marginals = draws.map { draw -> Double in
      let first = next
      next += draw.coalitions.count
      return Statistics.mean((first..<next).map { answer.utilities[2 * $0 + 1] - answer.utilities[2 * $0] })
    }
    let head = BatchHead(
      players: game.players, draws: draws.count, evaluations: answer.evaluations, fullUtility: full,
      emptyUtility: game.emptyUtility)
    let table = Table([
      .init("player", .integers(draws.map(\.player))), .init("stratum", .integers(draws.map(\.stratum))),
      .init("marginal", .reals(marginals)),
    ])
    return Artifact([head.item, .init("marginals", .table(table))])
  }

  /// Reads the table `marginals`.
  static func contributions(_ batch: Artifact) -> [Contribution] {
    guard let table = batch.table("marginals") else {
      preconditionFailure("no marginal contributions in a batch of \(batch.items.map(\.name))")
    }
    let (players, strata) = (table.integers("player"), table.integers("stratum"))
    return zip(zip(players, strata), table.reals("marginal")).map {
      Contribution(player: $0.0, stratum: $0.1, value: $1)
    }
  }
}
