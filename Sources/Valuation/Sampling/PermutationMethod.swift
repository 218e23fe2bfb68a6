public import Compute
public import Vocabulary

/// A method that averages weighted marginal contributions along random permutations.
///
/// All of them draw permutation p of a case from the same stream, so that they meet the same coalitions.
public protocol PermutationMethod: SampledGameMethod {
  /// Independent draws: permutations, or pairs of a permutation and its reverse.
  var draws: BatchedDraws { get }
  /// How permutations of a game are drawn, walked and weighted. Throws where the weights do not fit the players.
  func sampling(players: Int, stream: SeedStream) throws -> PermutationSampling
  /// The arguments a batch depends on besides the game's and the number of its draws.
  var ownIdentity: [String: Value] { get }
}

extension PermutationMethod {
  public var ownIdentity: [String: Value] { [:] }

  public func evaluations(players: Int) -> Int { draws.total * (players - 1) + 1 }

  public var batches: Int { draws.batches }

  public func identity(ofBatch index: Int) -> Arguments {
    let own = ownIdentity.merging(["permutations": draws.countValue(ofBatch: index)]) { $1 }
    return Arguments(settings.identity.merging(own) { $1 })
  }

  public func batch(_ index: Int, of game: any Game, in run: Run) throws -> Artifact {
    let sampling = try sampling(players: game.players, stream: run.seeds.branch("permutation"))
    let full = try game.fullUtility(in: run)
    return try sampling.batch(draws.range(ofBatch: index), of: game, fullUtility: full, in: run).artifact
  }

  public func accumulator(players: Int) -> any ValueAccumulator { PermutationAccumulator() }
}
