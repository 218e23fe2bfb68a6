public import Compute

/// Estimates Shapley values of any game by walking through random permutations (Castro, Gómez and Tejada, Computers &
/// Operations Research 2009), truncated if asked (Ghorbani and Zou, ICML 2019).
public struct PermutationSampling: Sendable, Hashable {
  /// Permutation p is drawn from branch p of this stream, whatever else is drawn.
  public let stream: SeedStream
  public let truncation: Truncation?

  public init(stream: SeedStream, truncation: Truncation? = nil) {
    (self.stream, self.truncation) = (stream, truncation)
  }

  /// Walks through some permutations side by side, asking the game for one step of all of them at once.
  ///
  /// At most permutations · (n − 1) evaluations of v; v(N) is handed in. The result is the same whatever the threads.
  public func batch(
    _ permutations: Range<Int>, of game: some Game, fullUtility: Double, in run: Run
  ) throws -> PermutationBatch {
    var walks = permutations.map { Walk(stream.branch($0).permutation(game.players), start: game.emptyUtility) }
    var evaluations = 0
    for step in 0..<game.players {
      try run.checkInterruption()
      let active = walks.indices.filter { !walks[$0].isFinished(truncation) }
      for index in active { walks[index].join() }
      let isLast = step == game.players - 1
      let utilities =
        isLast
        ? active.map { _ in fullUtility } : try game.utilities(of: active.map { walks[$0].coalition }, in: run)
      evaluations += isLast ? 0 : active.count
      for (index, utility) in zip(active, utilities) {
        walks[index].arrive(at: utility, full: fullUtility, truncation)
      }
      run.progress(step + 1, of: game.players)
    }
    return PermutationBatch(walks, of: game, fullUtility: fullUtility, evaluations: evaluations)
  }
}
