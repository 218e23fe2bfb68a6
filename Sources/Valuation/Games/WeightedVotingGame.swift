/// A coalition wins when its votes reach the quota, up to rounding where votes are fractions.
public struct WeightedVotingGame: ClosedFormGame, Hashable {
  /// [n]
  public let votes: [Double]
  public let quota: Double

  public init(votes: [Double], quota: Double) { (self.votes, self.quota) = (votes, quota) }

  public var players: Int { votes.count }

  public func utility(of coalition: Coalition) -> Double {
    coalition.members.reduce(0) { $0 + votes[$1] } >= quota * (1 - 1e-12) ? 1 : 0
  }
}
