/// Every player brings its own worth, whoever else is there.
public struct AdditiveGame: ClosedFormGame, Hashable {
  /// [n]; negative for harmful players.
  public let worths: [Double]

  public init(worths: [Double]) { self.worths = worths }

  public var players: Int { worths.count }

  public func utility(of coalition: Coalition) -> Double { coalition.members.reduce(0) { $0 + worths[$1] } }
}
