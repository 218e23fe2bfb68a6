/// A coalition is as hard as its members on average: v(S) is the mean loss of S, v(∅) = 0.
public struct MeanLossGame: ClosedFormGame, Hashable {
  /// [n]
  public let losses: [Double]

  public init(losses: [Double]) { self.losses = losses }

  public var players: Int { losses.count }

  public func utility(of coalition: Coalition) -> Double {
    guard coalition.count > 0 else { return 0 }
    return coalition.members.reduce(0) { $0 + losses[$1] } / Double(coalition.count)
  }
}
