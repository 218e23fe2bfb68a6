public import Compute

/// A game whose utility is a formula of the coalition, asked one coalition at a time.
public protocol ClosedFormGame: Game {
  /// v of one coalition, the empty one included.
  func utility(of coalition: Coalition) -> Double
}

extension ClosedFormGame {
  public var emptyUtility: Double { utility(of: Coalition(players: players)) }

  public func utilities(of coalitions: [Coalition], in run: Run) throws -> [Double] {
    coalitions.map(utility(of:))
  }
}
