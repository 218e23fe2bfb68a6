public import Compute

/// Estimates semivalues of any game by walking through random permutations (Castro, Gómez and Tejada, Computers &
/// Operations Research 2009), truncated if asked (Ghorbani and Zou, ICML 2019).
public struct PermutationSampling: Sendable, Hashable {
  /// Permutation p is drawn from branch p of this stream, whatever else is drawn.
  public let stream: SeedStream
  public let truncation: Truncation?
  /// What a marginal contribution counts by the number of players already there, [n]; `nil` for Shapley's ones.
  public let weights: [Double]?
  /// Whether each permutation is followed by its reverse, the two making one draw.
  public let isAntithetic: Bool

  public init(
    stream: SeedStream, truncation: Truncation? = nil, weights: [Double]? = nil, isAntithetic: Bool = false
  ) {
    (self.stream, self.truncation, self.weights) = (stream, truncation, weights)
    self.isAntithetic = isAntithetic
  }

  /// Walks through some permutations, or pairs of them, side by side.
  ///
  /// At most permutations · (n − 1) evaluations of v; v(N) is handed in. The result is the same whatever the threads.
  public func batch(
    _ draws: Range<Int>, of game: any Game, fullUtility: Double, in run: Run
  ) throws -> PermutationBatch {
    let orders = draws.flatMap { draw -> [[Int]] in
      let order = stream.branch(draw).permutation(game.players)
      return isAntithetic ? [order, order.reversed()] : [order]
    }
    return try batch(through: orders, of: game, fullUtility: fullUtility, in: run)
  }

  /// Walks through orders that someone else has drawn.
  func batch(through orders: [[Int]], of game: any Game, fullUtility: Double, in run: Run) throws -> PermutationBatch {
    let walks = try walks(through: orders, of: game, fullUtility: fullUtility, in: run)
    return PermutationBatch(
      walks, of: game, fullUtility: fullUtility, weights: weights, walksPerDraw: isAntithetic ? 2 : 1)
  }

  /// The walks through some orders, by growing fits where the game has them.
  func walks(through orders: [[Int]], of game: any Game, fullUtility: Double, in run: Run) throws -> [Walk] {
    guard try game.walk(in: run) != nil else { return try asked(orders, of: game, fullUtility, in: run) }
    return try mapBlocks(orders.count, threads: run.threads) { index in
      try grown(orders[index], of: game, fullUtility, in: run)
    }
  }

  /// Asks the game for one step of all walks at once.
  private func asked(_ orders: [[Int]], of game: any Game, _ fullUtility: Double, in run: Run) throws -> [Walk] {
    var walks = orders.map { Walk($0, start: game.emptyUtility) }
    for step in 0..<game.players {
      try run.checkInterruption()
      let active = walks.indices.filter { !walks[$0].isFinished(truncation) }
      for index in active { walks[index].join() }
      let isLast = step == game.players - 1
      let utilities =
        isLast
        ? active.map { _ in fullUtility } : try game.utilities(of: active.map { walks[$0].coalition }, in: run)
      for (index, utility) in zip(active, utilities) {
        walks[index].arrive(at: utility, full: fullUtility, truncation)
      }
      run.progress(step + 1, of: game.players)
    }
    return walks
  }

  /// Lets the players of one order join a fit that grows.
  private func grown(_ order: [Int], of game: any Game, _ fullUtility: Double, in run: Run) throws -> Walk {
    var walk = Walk(order, start: game.emptyUtility)
    guard var growth = try game.walk(in: run) else { preconditionFailure("a game that stopped growing") }
    while !walk.isFinished(truncation) {
      try run.checkInterruption()
      walk.join()
      let isLast = walk.length == order.count
      let utility = isLast ? fullUtility : try growth.join(order[walk.length - 1])
      walk.arrive(at: utility, full: fullUtility, truncation)
    }
    return walk
  }
}
