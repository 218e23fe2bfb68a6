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

  /// All draws; a budget that is too small for one draw still makes one.
  private var draws: Int { max(1, fits / design.coalitionsPerDraw) }

  private var drawsPerBatch: Int { Self.batchSize / design.coalitionsPerDraw }

  public var batches: Int { (draws + drawsPerBatch - 1) / drawsPerBatch }

  /// The draws of a batch.
  func range(ofBatch index: Int) -> Range<Int> {
    precondition(0..<batches ~= index, "no batch \(index) of \(batches)")
    return index * drawsPerBatch..<min((index + 1) * drawsPerBatch, draws)
  }

  /// What a batch depends on besides the game: its draws and, where all coalitions may be asked, for how many players
  /// at most.
  func identity(ofBatch index: Int) -> [String: Value] {
    let count = range(ofBatch: index).count
    guard enumerates else { return ["draws": .integer(count)] }
    return ["draws": .integer(count), "enumerated_players": .integer(enumeratedPlayers)]
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
    let asked = isWhole ? min(self.draws, Self.pairs(players: players)) : self.draws
    return asked * design.coalitionsPerDraw + 1
  }

  /// Pairs of a coalition and its complement, without the pair of nobody and everybody.
  static func pairs(players: Int) -> Int { players < 1 ? 0 : 1 << (players - 1) - 1 }

  /// One batch: tables `head` and `evaluations`.
  public func batch(_ index: Int, of game: any Game, in run: Run) throws -> Artifact {
    let stream = design.stream(of: run)
    let drawn = range(ofBatch: index).map { asked($0, players: game.players, from: stream) }
    let layers = zip(range(ofBatch: index), drawn).flatMap { draw, coalitions in
      coalitions.map { _ in design.layer(draw, players: game.players) }
    }
    let coalitions = drawn.flatMap { $0 }
    let evaluations = Evaluations(
      coalitions, utilities: try game.utilities(of: coalitions, in: run), layers: layers)
    let head = BatchHead(
      players: game.players, draws: drawn.count { !$0.isEmpty },
      evaluations: coalitions.count { 1..<game.players ~= $0.count },
      fullUtility: try game.fullUtility(in: run), emptyUtility: game.emptyUtility)
    return Artifact([head.item, evaluations.item])
  }

  private func asked(_ draw: Int, players: Int, from stream: SeedStream) -> [Coalition] {
    guard isEnumerated(players: players) else { return design.coalitions(draw, players: players, from: stream) }
    guard draw < Self.pairs(players: players) else { return [] }
    let coalition = Coalition(players: players, mask: draw + 1)
    return [coalition, coalition.complement]
  }
}
