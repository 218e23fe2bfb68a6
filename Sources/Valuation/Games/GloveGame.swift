/// Some players hold a left glove, the others a right one; only pairs are worth something.
public struct GloveGame: ClosedFormGame, Hashable {
  /// Players 0..<left hold left gloves.
  public let left: Int
  /// Players left..<left + right hold right gloves.
  public let right: Int

  public init(left: Int, right: Int) { (self.left, self.right) = (left, right) }

  public var players: Int { left + right }

  public func utility(of coalition: Coalition) -> Double {
    let lefts = coalition.members.count { $0 < left }
    return Double(min(lefts, coalition.count - lefts))
  }
}
