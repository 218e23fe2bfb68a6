public import Compute
public import Valuation

/// A value of a game of up to five players, worked out in full: every coalition, every order, every fraction.
public struct WorkedExample: Sendable, Hashable {
  /// The most players whose orders a page can hold.
  public static let playerLimit = 5

  public let game: RationalGame
  /// p_s by the size of the coalition joined, [n].
  public let weights: [Rational]
  /// The value of each player, [n].
  public let values: [Rational]
  /// What a method that estimates the value gave instead, [n]; `nil` for a method that is exact.
  public let estimates: [Double]?
  /// All n! orders in which players can join, by their order.
  public let walks: [Walk]
  public let ground: Ground

  /// Players that join one by one.
  public struct Walk: Sendable, Hashable {
    public let order: [Int]
    /// What each player adds when it joins, [n] by player.
    public let contributions: [Rational]
  }

  /// What the game was made from.
  public enum Ground: Sendable, Hashable {
    case game
    case neighbours(WorkedNeighbours)
    case gradients(WorkedGradients)
    case losses([Rational])
  }

  /// Plays the game in full: n 2ⁿ and n n! sums of fractions for n players.
  public init(_ game: RationalGame, weights: [Rational], estimates: [Double]? = nil, ground: Ground = .game) {
    precondition(
      1...Self.playerLimit ~= game.players && weights.count == game.players,
      "\(weights.count) weights for \(game.players) of at most \(Self.playerLimit) players")
    self.init(
      game, weights: weights, values: RationalSemivalue(coefficients: weights).values(of: game), estimates: estimates,
      walks: Self.orders(of: Array(0..<game.players)).map { Walk($0, in: game) }, ground: ground)
  }

  /// Takes what was worked out before.
  init(
    _ game: RationalGame, weights: [Rational], values: [Rational], estimates: [Double]?, walks: [Walk], ground: Ground
  ) {
    (self.game, self.weights, self.values, self.estimates) = (game, weights, values, estimates)
    (self.walks, self.ground) = (walks, ground)
  }

  public var players: Int { game.players }

  /// Whether the value is the Shapley value, the mean over all orders.
  public var isShapley: Bool { weights == RationalSemivalue(.shapley, players: players).coefficients }

  /// v(S ∪ i) − v(S) for a coalition without the player.
  public func marginal(of player: Int, joining mask: Int) -> Rational {
    precondition(mask >> player & 1 == 0, "player \(player) is in the coalition \(mask) already")
    return game.table[mask | 1 << player] - game.table[mask]
  }

  /// All coalitions, the smaller first, then those with the lowest players.
  public var masks: [Int] { Self.masks(players: players) }

  static func masks(players: Int) -> [Int] {
    (0..<1 << players).map { (mask: $0, members: members(of: $0)) }.sorted { left, right in
      left.members.count != right.members.count
        ? left.members.count < right.members.count : left.members.lexicographicallyPrecedes(right.members)
    }.map(\.mask)
  }

  /// The players of a mask.
  static func members(of mask: Int) -> [Int] { (0..<Int.bitWidth - 1).filter { mask >> $0 & 1 == 1 } }

  private static func orders(of players: [Int]) -> [[Int]] {
    guard !players.isEmpty else { return [[]] }
    return players.flatMap { first in orders(of: players.filter { $0 != first }).map { [first] + $0 } }
  }
}

extension WorkedExample.Walk {
  init(_ order: [Int], in game: RationalGame) {
    var (mask, contributions) = (0, [Rational](repeating: 0, count: order.count))
    for player in order {
      contributions[player] = game.table[mask | 1 << player] - game.table[mask]
      mask |= 1 << player
    }
    self.init(order: order, contributions: contributions)
  }
}
