public import Compute

/// A utility v over coalitions of players, asked in batches. Sampling methods need nothing else.
public protocol Game: Sendable {
  /// n
  var players: Int { get }
  /// v(∅), explicit, never implied.
  var emptyUtility: Double { get }
  /// v of each coalition; a pure function of the coalition, whatever batch it came in.
  func utilities(of coalitions: [Coalition], in run: Run) throws -> [Double]
  /// A walk from nobody towards everybody, where joining is cheaper than asking anew; `nil` elsewhere.
  func walk(in run: Run) throws -> (any GameWalk)?
}

extension Game {
  /// v(N). One evaluation.
  public func fullUtility(in run: Run) throws -> Double {
    players == 0 ? emptyUtility : try utilities(of: [.everyone(of: players)], in: run)[0]
  }

  public func walk(in run: Run) throws -> (any GameWalk)? { nil }
}

/// Players join one by one.
///
/// A walk is a pure function of the order in which they join. Its utilities agree with the game's up to rounding; they
/// are never kept as utilities of the game.
public protocol GameWalk {
  /// v of those that joined, after one more has.
  mutating func join(_ player: Int) throws -> Double
}
