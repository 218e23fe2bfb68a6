import Vocabulary

/// What some training paths say about every example.
struct GradientPaths: Sendable, Hashable {
  private(set) var changes: PlayerMeans
  /// V(θ₀), the same for every path.
  let start: Double
  /// The sum of V(θₙ) over paths.
  private(set) var ends: Double

  init(_ paths: [GradientSteps.Path]) {
    guard let first = paths.first else { preconditionFailure("a batch without a path") }
    changes = PlayerMeans(players: first.changes.count)
    start = first.start
    ends = paths.reduce(0) { $0 + $1.end }
    for path in paths { changes.add(path.changes) }
  }

  /// Appends other paths on the same data. O(n).
  mutating func append(_ other: GradientPaths) {
    changes.append(other.changes)
    ends += other.ends
  }

  /// V(θₙ), the mean over paths.
  private var end: Double { ends / Double(changes.draws) }

  /// Tables `head`, whose utilities are the mean score at the end and the score at the start, and `players`.
  var artifact: Artifact {
    let head = BatchHead(
      players: changes.means.count, draws: changes.draws, evaluations: 0, fullUtility: end, emptyUtility: start)
    return Artifact([head.item, changes.item])
  }

  /// Reads what ``artifact`` wrote.
  init(_ artifact: Artifact) {
    let head = BatchHead(artifact)
    changes = PlayerMeans(artifact, draws: head.draws)
    (start, ends) = (head.emptyUtility, head.fullUtility * Double(head.draws))
  }

  /// A path is one model trained.
  var dataValues: DataValues {
    let sum = changes.means.reduce(0, +)
    return DataValues(
      values: changes.means, standardErrors: changes.standardErrors, modelFits: changes.draws,
      facts: [
        .init("permutations", Double(changes.draws)), .init("start_score", start), .init("mean_end_score", end),
        .init("efficiency_residual", sum - (end - start)),
      ])
  }
}

/// Gathers batches of training paths.
struct GradientPathAccumulator: ValueAccumulator {
  private var gathered: GradientPaths?

  init() {}

  var draws: Int { gathered?.changes.draws ?? 0 }

  mutating func add(_ batch: Artifact) {
    let paths = GradientPaths(batch)
    if gathered == nil { gathered = paths } else { gathered?.append(paths) }
  }

  func values() throws -> DataValues {
    guard let gathered else {
      throw ValuationError.tooFewDraws(method: "g_shapley", draws: 0, needed: "a permutation")
    }
    return gathered.dataValues
  }
}
