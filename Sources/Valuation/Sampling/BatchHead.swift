public import Vocabulary

/// What every batch of a sampled method tells of the game and of its own price.
public struct BatchHead: Sendable, Hashable {
  public let players: Int
  /// Independent draws of the batch, such as permutations.
  public let draws: Int
  /// Evaluations of v, without v(∅) and v(N).
  public let evaluations: Int
  /// v(N)
  public let fullUtility: Double
  /// v(∅)
  public let emptyUtility: Double

  public init(players: Int, draws: Int, evaluations: Int, fullUtility: Double, emptyUtility: Double) {
    (self.players, self.draws, self.evaluations) = (players, draws, evaluations)
    (self.fullUtility, self.emptyUtility) = (fullUtility, emptyUtility)
  }

  /// v(N) − v(∅)
  public var surplus: Double { fullUtility - emptyUtility }

  /// The table `head`, one row.
  public var item: Artifact.Item {
    let table = Table([
      .init("players", .integers([players])), .init("draws", .integers([draws])),
      .init("evaluations", .integers([evaluations])), .init("full_utility", .reals([fullUtility])),
      .init("empty_utility", .reals([emptyUtility])),
    ])
    return Artifact.Item("head", .table(table))
  }

  /// Reads what ``item`` wrote.
  public init(_ batch: Artifact) {
    guard let table = batch.table("head") else {
      preconditionFailure("no head in a batch of \(batch.items.map(\.name))")
    }
    (players, draws) = (table.integers("players")[0], table.integers("draws")[0])
    evaluations = table.integers("evaluations")[0]
    (fullUtility, emptyUtility) = (table.reals("full_utility")[0], table.reals("empty_utility")[0])
  }

  /// Two batches of one game together.
  public func adding(_ other: BatchHead) -> BatchHead {
    precondition(players == other.players, "\(players) and \(other.players) players")
    return BatchHead(
      players: players, draws: draws + other.draws, evaluations: evaluations + other.evaluations,
      fullUtility: fullUtility, emptyUtility: emptyUtility)
  }

  /// The facts every sampled method tells of values that should share out the surplus.
  public func facts(draws name: String, of values: [Double]) -> [DataValues.Fact] {
    [
      .init(name, Double(draws)), .init("full_utility", fullUtility), .init("empty_utility", emptyUtility),
      .init("efficiency_residual", values.reduce(0, +) - surplus),
    ]
  }
}
