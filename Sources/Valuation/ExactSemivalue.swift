public import Compute

/// A semivalue by enumeration of all coalitions: the plain truth that faster methods are tested against.
public struct ExactSemivalue: Sendable, Hashable {
  /// p_s by the size of the coalition joined, [n].
  public let coefficients: [Double]

  /// Any weights that a semivalue may have.
  public init(coefficients: [Double]) { self.coefficients = coefficients }

  public init(_ semivalue: Semivalue, players: Int) { coefficients = semivalue.coefficients(players: players) }

  /// The values of all players of a game. 2ⁿ − 1 evaluations of v and O(2ⁿ) further work.
  public func values(of game: some Game, in run: Run) throws -> [Double] {
    values(of: try EnumeratedGame(enumerating: game, in: run))
  }

  /// The values of all players. O(2ⁿ).
  ///
  /// φ_i = Σ_{S∋i} (p_{|S|−1} + p_{|S|}) v(S) − Σ_S p_{|S|} v(S), and the sums over coalitions that hold a player come
  /// from halving: sum the upper half of the table for the highest player, then fold it onto the lower half.
  public func values(of game: EnumeratedGame) -> [Double] {
    precondition(coefficients.count == game.players, "\(coefficients.count) weights for \(game.players) players")
    let joined = [0] + coefficients
    let left = coefficients + [0]
    var total = 0.0
    var weighted = game.table
    for mask in weighted.indices {
      let size = mask.nonzeroBitCount
      total += left[size] * game.table[mask]
      weighted[mask] *= joined[size] + left[size]
    }
    return Self.sumsByMember(weighted, players: game.players).map { $0 - total }
  }

  /// For each player the sum over all masks that hold it. O(2ⁿ).
  private static func sumsByMember(_ table: [Double], players: Int) -> [Double] {
    var table = table
    var sums = [Double](repeating: 0, count: players)
    for player in stride(from: players - 1, through: 0, by: -1) {
      let half = 1 << player
      for mask in 0..<half {
        sums[player] += table[half + mask]
        table[mask] += table[half + mask]
      }
    }
    return sums
  }
}

extension ExactSemivalue {
  /// The definition, marginal contribution by marginal contribution. O(n 2ⁿ); for tests.
  package func valuesByDefinition(of game: EnumeratedGame) -> [Double] {
    (0..<game.players).map { player in
      game.table.indices.lazy.filter { $0 >> player & 1 == 0 }.reduce(0) { sum, mask in
        sum + coefficients[mask.nonzeroBitCount] * (game.table[mask | 1 << player] - game.table[mask])
      }
    }
  }
}
