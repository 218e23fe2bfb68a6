public import Compute

/// A game as the table of all its utilities; coalitions are bit masks, the lowest player in the lowest bit.
public struct EnumeratedGame: ClosedFormGame, Hashable {
  /// The most players a table is made for: a million utilities.
  public static let playerLimit = 20

  public let players: Int
  /// v of every mask, [2ⁿ].
  public let table: [Double]

  public init(players: Int, table: [Double]) {
    precondition(
      0...Self.playerLimit ~= players && table.count == 1 << players,
      "\(players) players need 2^\(players) utilities and at most \(Self.playerLimit) players, not \(table.count)")
    (self.players, self.table) = (players, table)
  }

  /// Asks a game for everything it knows. 2ⁿ − 1 evaluations of v.
  public init(enumerating game: some Game, in run: Run) throws {
    precondition(game.players <= Self.playerLimit, "\(game.players) players are more than \(Self.playerLimit)")
    var table = [game.emptyUtility]
    let count = 1 << game.players
    table.reserveCapacity(count)
    for start in stride(from: 1, to: count, by: 1024) {
      try run.checkInterruption()
      let masks = start..<min(start + 1024, count)
      table += try game.utilities(of: masks.map { Coalition(players: game.players, mask: $0) }, in: run)
    }
    self.init(players: game.players, table: table)
  }

  public func utility(of coalition: Coalition) -> Double {
    precondition(coalition.players == players, "a coalition of \(coalition.players) players, not of \(players)")
    return table[Int(coalition.words.first ?? 0)]
  }
}
