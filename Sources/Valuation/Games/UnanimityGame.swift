/// A coalition wins when it holds a whole carrier; everyone else is a null player.
public struct UnanimityGame: ClosedFormGame, Hashable {
  public let players: Int
  /// The players whose consent is needed.
  public let carrier: [Int]

  public init(players: Int, carrier: [Int]) { (self.players, self.carrier) = (players, carrier) }

  public func utility(of coalition: Coalition) -> Double { carrier.allSatisfy(coalition.contains) ? 1 : 0 }
}
