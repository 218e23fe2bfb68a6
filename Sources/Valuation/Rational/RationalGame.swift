public import Compute

/// A small game of exact numbers as the table of all its utilities; the lowest player is the lowest bit of a mask.
public struct RationalGame: Sendable, Hashable {
  /// The most players a table is made for.
  public static let playerLimit = 12

  public let players: Int
  /// v of every mask, [2ⁿ].
  public let table: [Rational]

  public init(players: Int, table: [Rational]) {
    precondition(
      0...Self.playerLimit ~= players && table.count == 1 << players,
      "\(players) players need 2^\(players) utilities and at most \(Self.playerLimit) players, not \(table.count)")
    (self.players, self.table) = (players, table)
  }

  /// Asks a utility for every coalition, the empty one included.
  public init(players: Int, utility: (_ mask: Int) -> Rational) {
    precondition(0...Self.playerLimit ~= players, "\(players) players are more than \(Self.playerLimit)")
    self.init(players: players, table: (0..<1 << players).map(utility))
  }

  /// v(N) − v(∅), which an efficient value shares out.
  public var gain: Rational { (table.last ?? 0) - table[0] }

  /// What a player adds to each coalition without it, by mask.
  public func marginals(of player: Int) -> [Rational] {
    table.indices.filter { $0 >> player & 1 == 0 }.map { table[$0 | 1 << player] - table[$0] }
  }

  /// The same game in double precision.
  public var rounded: EnumeratedGame { EnumeratedGame(players: players, table: table.map(\.double)) }
}

extension RationalGame {
  /// a · v + b · w on the same players.
  public static func combination(
    _ a: Rational, _ left: RationalGame, _ b: Rational, _ right: RationalGame
  ) -> RationalGame {
    precondition(left.players == right.players, "\(left.players) and \(right.players) players")
    return RationalGame(players: left.players, table: zip(left.table, right.table).map { a * $0 + b * $1 })
  }
}
