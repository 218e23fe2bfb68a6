import Glibc
public import Vocabulary

/// What some permutations say about every player: means and spread of marginal contributions, and their price.
public struct PermutationBatch: Sendable, Hashable {
  /// Permutations walked.
  public private(set) var count: Int
  /// Mean marginal contribution of each player, [n].
  public private(set) var means: [Double]
  /// Sum of squared deviations from the mean, [n].
  public private(set) var squaredDeviations: [Double]
  /// Evaluations of v, without v(∅) and v(N).
  public private(set) var evaluations: Int
  /// Players reached, over all permutations.
  public private(set) var steps: Int
  /// Σ (v(N) − v(last)) over permutations: what truncation left out.
  public private(set) var leftOut: Double
  /// v(N)
  public let fullUtility: Double
  /// v(∅)
  public let emptyUtility: Double

  init(_ walks: [Walk], of game: some Game, fullUtility: Double, evaluations: Int) {
    (count, self.evaluations) = (walks.count, evaluations)
    (self.fullUtility, emptyUtility) = (fullUtility, game.emptyUtility)
    steps = walks.reduce(0) { $0 + $1.length }
    leftOut = walks.reduce(0) { $0 + fullUtility - $1.utility }
    means = [Double](repeating: 0, count: game.players)
    squaredDeviations = means
    for (index, walk) in walks.enumerated() { add(walk.marginals, after: index) }
  }

  /// Welford's update by the marginals of one more permutation.
  private mutating func add(_ marginals: [Double], after earlier: Int) {
    for player in marginals.indices {
      let difference = marginals[player] - means[player]
      means[player] += difference / Double(earlier + 1)
      squaredDeviations[player] += difference * (marginals[player] - means[player])
    }
  }

  /// Appends other permutations of the same game (Chan, Golub and LeVeque 1983). O(n).
  public mutating func append(_ other: PermutationBatch) {
    precondition(means.count == other.means.count, "\(means.count) and \(other.means.count) players")
    let total = Double(count + other.count)
    for player in means.indices {
      let difference = other.means[player] - means[player]
      means[player] += difference * Double(other.count) / total
      squaredDeviations[player] +=
        other.squaredDeviations[player] + difference * difference * Double(count) * Double(other.count) / total
    }
    count += other.count
    evaluations += other.evaluations
    steps += other.steps
    leftOut += other.leftOut
  }

  /// Standard error of each mean, [n]; `nil` for a single permutation, which shows no spread.
  public var standardErrors: [Double]? {
    guard count > 1 else { return nil }
    return squaredDeviations.map { sqrt($0 / Double(count - 1) / Double(count)) }
  }

  /// The means as values, with what is known of their bias. `modelFits` is what the permutations cost in all.
  public func dataValues(modelFits: Int) -> DataValues {
    DataValues(
      values: means, standardErrors: standardErrors, modelFits: modelFits,
      facts: [
        .init("permutations", Double(count)),
        .init("mean_permutation_length", Double(steps) / Double(count)),
        .init("full_utility", fullUtility),
        .init("empty_utility", emptyUtility),
        .init("efficiency_residual", means.reduce(0, +) - (fullUtility - emptyUtility)),
        .init("truncation_bias", leftOut / Double(count)),
      ])
  }
}

extension PermutationBatch {
  /// Tables `players` (mean, squared_deviation) and `totals` (one row).
  public var artifact: Artifact {
    let totals = Table([
      .init("permutations", .integers([count])), .init("evaluations", .integers([evaluations])),
      .init("steps", .integers([steps])), .init("left_out", .reals([leftOut])),
      .init("full_utility", .reals([fullUtility])), .init("empty_utility", .reals([emptyUtility])),
    ])
    let players = Table([.init("mean", .reals(means)), .init("squared_deviation", .reals(squaredDeviations))])
    return Artifact([.init("players", .table(players)), .init("totals", .table(totals))])
  }

  /// Reads what ``artifact`` wrote.
  public init(_ artifact: Artifact) {
    guard let players = artifact.table("players"), let totals = artifact.table("totals") else {
      preconditionFailure("no permutations in an artifact of \(artifact.items.map(\.name))")
    }
    (means, squaredDeviations) = (players.reals("mean"), players.reals("squared_deviation"))
    (count, evaluations) = (totals.integers("permutations")[0], totals.integers("evaluations")[0])
    (steps, leftOut) = (totals.integers("steps")[0], totals.reals("left_out")[0])
    (fullUtility, emptyUtility) = (totals.reals("full_utility")[0], totals.reals("empty_utility")[0])
  }
}
