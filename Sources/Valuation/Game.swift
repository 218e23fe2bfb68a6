public import Compute

/// A utility v over coalitions of players, asked in batches. Sampling methods need nothing else.
public protocol Game: Sendable {
  /// n
  var players: Int { get }
  /// v(∅), explicit, never implied.
  var emptyUtility: Double { get }
  /// v of each coalition; a pure function of the coalition, whatever batch it came in.
  func utilities(of coalitions: [Coalition], in run: Run) throws -> [Double]
}
