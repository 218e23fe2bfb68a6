/// A runway must be as long as its most demanding user needs (Littlechild and Owen, Management Science 1973).
public struct AirportGame: ClosedFormGame, Hashable {
  /// The cost of the runway each player would need alone, [n], none negative.
  public let costs: [Double]

  public init(costs: [Double]) { self.costs = costs }

  public var players: Int { costs.count }

  public func utility(of coalition: Coalition) -> Double { coalition.members.map { costs[$0] }.max() ?? 0 }
}
