public import Compute
public import Valuation

/// A few points, one or more query points, and who stands nearest to whom: a K-nearest-neighbour game in fractions.
public struct WorkedNeighbours: Sendable, Hashable {
  public let points: [Point]
  public let queries: [Point]
  /// K
  public let neighbours: Int
  /// Whether a closed form of this semivalue is worked beside the enumeration.
  public let form: Form

  /// A point with a label.
  public struct Point: Sendable, Hashable {
    public let features: [Rational]
    public let label: String

    public init(features: [Rational], label: String) { (self.features, self.label) = (features, label) }
  }

  public enum Form: String, Sendable, Hashable { case shapley, leaveOneOut = "leave_one_out" }

  public init(points: [Point], queries: [Point], neighbours: Int, form: Form) {
    precondition(!points.isEmpty && !queries.isEmpty, "neighbours need points and a query")
    precondition(
      Set((points + queries).map(\.features.count)).count == 1, "points of different numbers of features")
    (self.points, self.queries, self.neighbours, self.form) = (points, queries, neighbours, form)
  }

  /// ‖x_i − x_q‖², [points].
  public func squaredDistances(_ query: Int) -> [Rational] {
    points.map { point in
      zip(point.features, queries[query].features).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
  }

  /// The points from the nearest to the farthest; equal distances stand in the order of the points.
  public func ranking(_ query: Int) -> [Int] {
    let distances = squaredDistances(query)
    return points.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }
  }

  /// 1 for a label that matches the query's, by point.
  public func matches(_ query: Int) -> [Rational] { points.map { $0.label == queries[query].label ? 1 : 0 } }

  /// The game of one query, whose players are ranks.
  public func ranked(_ query: Int) -> RationalNeighbours {
    let matches = matches(query)
    return RationalNeighbours(payoffs: ranking(query).map { matches[$0] }, neighbours: neighbours)
  }

  /// The mean over queries of what their nearest members say right.
  public var game: RationalGame {
    let games = queries.indices.map { (ranking: ranking($0), game: ranked($0).game) }
    return RationalGame(players: points.count) { mask in
      let utilities = games.map { ranking, game in
        game.table[ranking.indices.reduce(0) { $0 | (mask >> ranking[$1] & 1) << $1 }]
      }
      return utilities.reduce(0, +) / Rational(games.count)
    }
  }

  /// The closed form of one query by rank.
  public func closedForm(_ query: Int) -> [Rational] {
    form == .shapley ? ranked(query).shapleyValues : ranked(query).leaveOneOutValues
  }

  var semivalue: Semivalue { form == .shapley ? .shapley : .leaveOneOut }
}
