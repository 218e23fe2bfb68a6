public import Compute
public import Vocabulary

/// Draws coalitions in batches, within a budget of evaluations of v.
public struct CoalitionSampling: Sendable, Hashable {
  public let design: CoalitionDesign
  /// Evaluations of v in all.
  public let fits: Int
  /// Whether a budget for all coalitions asks each of them once instead of drawing; only for complementary pairs.
  public let enumerates: Bool

  /// Coalitions of a whole batch.
  static let batchSize = 50

  public init(_ design: CoalitionDesign, fits: Int, enumerates: Bool = false) {
    precondition(!enumerates || design.coalitionsPerDraw == 2, "only pairs are enumerated")
    (self.design, self.fits, self.enumerates) = (design, fits, enumerates)
  }

  /// A budget that is too small for one draw still makes one.
  private var draws: BatchedDraws {
    BatchedDraws(
      total: max(1, fits / design.coalitionsPerDraw), size: Self.batchSize / design.coalitionsPerDraw)
  }

  public var batches: Int { draws.batches }

  /// What a batch depends on besides the game: its draws and, where all coalitions may be asked, for how many players
  /// at most.
  func identity(ofBatch index: Int) -> [String: Value] {
    let count = draws.countValue(ofBatch: index)
    return enumerates ? ["draws": count, "enumerated_players": .integer(enumeratedPlayers)] : ["draws": count]
  }

  /// The most players whose 2ⁿ − 2 coalitions, without the empty and the full one, the budget pays.
  private var enumeratedPlayers: Int {
    var players = 1
    while players < 40, 1 << (players + 1) - 2 <= fits { players += 1 }
    return players
  }

  /// Whether every coalition is asked instead of some being drawn.
  func isEnumerated(players: Int) -> Bool { enumerates && players <= enumeratedPlayers }

  /// The most evaluations of v for a game, v(N) included.
  func evaluations(players: Int) -> Int {
    let isWhole = isEnumerated(players: players)
    let asked = isWhole ? min(draws.total, Self.pairs(players: players)) : draws.total
    return asked * design.coalitionsPerDraw + 1
  }

  /// Pairs of a coalition and its complement, without the pair of nobody and everybody.
  static func pairs(players: Int) -> Int { players < 1 ? 0 : 1 << (players - 1) - 1 }

  /// One batch: tables `head` and `evaluations`.
  public func batch(_ index: Int, of game: any Game, in run: Run) throws -> Artifact {
    let stream = design.stream(of: run)
    let drawn = draws.range(ofBatch: index).map { asked($0, players: game.players, from: stream) }
    let layers = zip(draws.range(ofBatch: index), drawn).flatMap { draw, coalitions in
      coalitions.map { _ in design.layer(draw, players: game.players) }
    }
    let coalitions = drawn.flatMap { $0 }
    let full = try game.fullUtility(in: run)
    let answer = try game.answer(coalitions, fullUtility: full, in: run)
    let evaluations = Evaluations(coalitions, utilities: answer.utilities, layers: layers)
    let head = BatchHead(
      players: game.players, draws: drawn.count { !$0.isEmpty }, evaluations: answer.evaluations, fullUtility: full,
      emptyUtility: game.emptyUtility)
    return Artifact([head.item, evaluations.item])
  }

  private func asked(_ draw: Int, players: Int, from stream: SeedStream) -> [Coalition] {
    guard isEnumerated(players: players) else { return design.coalitions(draw, players: players, from: stream) }
    guard draw < Self.pairs(players: players) else { return [] }
    let coalition = Coalition(players: players, mask: draw + 1)
    return [coalition, coalition.complement]
  }
}
