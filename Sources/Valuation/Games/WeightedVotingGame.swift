/// A coalition wins when its votes reach the quota.
public struct WeightedVotingGame: ClosedFormGame, Hashable {
  /// [n]
  public let votes: [Int]
  public let quota: Int

  public init(votes: [Int], quota: Int) { (self.votes, self.quota) = (votes, quota) }

  public var players: Int { votes.count }

  public func utility(of coalition: Coalition) -> Double {
    coalition.members.reduce(0) { $0 + votes[$1] } >= quota ? 1 : 0
  }
}
