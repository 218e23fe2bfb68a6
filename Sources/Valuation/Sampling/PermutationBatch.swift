public import Vocabulary

/// What some permutations say about every player: means and spread of marginal contributions, and their price.
public struct PermutationBatch: Sendable, Hashable {
  /// The game, the independent draws (permutations, or pairs of them) and their price.
  public private(set) var head: BatchHead
  /// Weighted marginal contributions over the draws.
  private var contributions: PlayerMeans
  /// Permutations walked.
  public private(set) var permutations: Int
  /// Players reached, over all permutations.
  public private(set) var steps: Int
  /// Σ (v(N) − v(last)) over permutations: what truncation left out.
  public private(set) var leftOut: Double

  /// Sums up walks; `walksPerDraw` neighbouring ones, such as a permutation and its reverse, make one draw.
  init(_ walks: [Walk], of game: any Game, fullUtility: Double, weights: [Double]?, walksPerDraw: Int = 1) {
    precondition(walks.count.isMultiple(of: walksPerDraw), "\(walks.count) walks do not make whole draws")
    permutations = walks.count
    steps = walks.reduce(0) { $0 + $1.length }
    leftOut = walks.reduce(0) { $0 + fullUtility - $1.utility }
    // The last step of a whole walk is v(N), which is known.
    let evaluations = walks.reduce(0) { $0 + min($1.length, game.players - 1) }
    head = BatchHead(
      players: game.players, draws: walks.count / walksPerDraw, evaluations: evaluations, fullUtility: fullUtility,
      emptyUtility: game.emptyUtility)
    contributions = PlayerMeans(players: game.players)
    for draw in 0..<head.draws {
      contributions.add(Self.mean(walks[draw * walksPerDraw..<(draw + 1) * walksPerDraw], weights))
    }
  }

  /// The mean contribution of each player over some walks, [n].
  private static func mean(_ walks: ArraySlice<Walk>, _ weights: [Double]?) -> [Double] {
    let contributions = walks.map { $0.marginals(weightedBy: weights) }
    guard contributions.count > 1 else { return contributions.first ?? [] }
    return contributions[0].indices.map { player in
      contributions.reduce(0) { $0 + $1[player] } / Double(contributions.count)
    }
  }

  /// Mean weighted marginal contribution of each player, [n].
  public var means: [Double] { contributions.means }

  /// Sum of squared deviations from the mean, [n].
  public var squaredDeviations: [Double] { contributions.squaredDeviations }

  /// Appends other permutations of the same game. O(n).
  public mutating func append(_ other: PermutationBatch) {
    head = head.adding(other.head)
    contributions.append(other.contributions)
    permutations += other.permutations
    steps += other.steps
    leftOut += other.leftOut
  }

  /// Standard error of each mean over the draws, [n]; `nil` for a single draw, which shows no spread.
  public var standardErrors: [Double]? { contributions.standardErrors }

  /// The means as values, with what is known of their bias. v(N) is one fit more.
  public var dataValues: DataValues {
    DataValues(
      values: means, standardErrors: standardErrors, modelFits: head.evaluations + 1,
      facts: head.facts(draws: "draws", of: means) + [
        .init("permutations", Double(permutations)),
        .init("mean_permutation_length", Double(steps) / Double(permutations)),
        .init("truncation_bias", leftOut / Double(permutations)),
      ])
  }
}

extension PermutationBatch {
  /// Tables `head`, `players` (mean, squared_deviation) and `totals` (one row).
  public var artifact: Artifact {
    let totals = Table([
      .init("permutations", .integers([permutations])), .init("steps", .integers([steps])),
      .init("left_out", .reals([leftOut])),
    ])
    return Artifact([head.item, contributions.item, .init("totals", .table(totals))])
  }

  /// Reads what ``artifact`` wrote.
  public init(_ artifact: Artifact) {
    guard let totals = artifact.table("totals") else {
      preconditionFailure("no permutations in an artifact of \(artifact.items.map(\.name))")
    }
    head = BatchHead(artifact)
    contributions = PlayerMeans(artifact, draws: head.draws)
    (permutations, steps) = (totals.integers("permutations")[0], totals.integers("steps")[0])
    leftOut = totals.reals("left_out")[0]
  }
}

/// Gathers batches of permutations.
public struct PermutationAccumulator: ValueAccumulator {
  private var gathered: PermutationBatch?

  public init() {}

  public mutating func add(_ batch: Artifact) {
    let batch = PermutationBatch(batch)
    if gathered == nil { gathered = batch } else { gathered?.append(batch) }
  }

  public var draws: Int { gathered?.head.draws ?? 0 }

  public func values() throws -> DataValues {
    guard let gathered else {
      throw ValuationError.tooFewDraws(method: "permutation sampling", draws: 0, needed: "a permutation")
    }
    return gathered.dataValues
  }
}
