public import Compute

extension RationalGame {
  /// The table of a small game in fractions. 2ⁿ − 1 evaluations of v, unless the game is a formula of decimals, which are
  /// taken as they are written: 0.1 + 0.2 is 3/10. Other utilities are the exact numbers their doubles are.
  public init(exactly game: any Game, in run: Run) throws {
    switch game {
    case let game as AdditiveGame:
      let worths = game.worths.map { Rational(written: $0) }
      self.init(players: game.players) { Self.members(of: $0, among: worths).reduce(0, +) }
    case let game as AirportGame:
      let costs = game.costs.map { Rational(written: $0) }
      self.init(players: game.players) { Self.members(of: $0, among: costs).max() ?? 0 }
    case let game as WeightedVotingGame:
      let (votes, quota) = (game.votes.map { Rational(written: $0) }, Rational(written: game.quota))
      self.init(players: game.players) { Self.members(of: $0, among: votes).reduce(0, +) >= quota ? 1 : 0 }
    default:
      precondition(game.players <= Self.playerLimit, "\(game.players) players are more than \(Self.playerLimit)")
      let coalitions = (1..<1 << game.players).map { Coalition(players: game.players, mask: $0) }
      let utilities = try [game.emptyUtility] + game.utilities(of: coalitions, in: run)
      self.init(players: game.players, table: utilities.map { Rational(exactly: $0) })
    }
  }

  private static func members(of mask: Int, among all: [Rational]) -> [Rational] {
    all.indices.filter { mask >> $0 & 1 == 1 }.map { all[$0] }
  }
}
