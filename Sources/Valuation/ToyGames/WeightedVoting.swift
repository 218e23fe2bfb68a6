public import Compute
public import Vocabulary

/// A coalition wins when its votes reach a quota.
public struct WeightedVoting: ToyGame {
  static let weights = Parameter<[Double]>.perPlayer("weights", .nonNegative, help: "The votes of each player.")
  static let quota = Parameter<Double>.real(
    "quota", .positive, unit: "votes", help: "How many votes a coalition needs to win.")

  public static let card = Card(
    "weighted_voting", .game, revision: 1,
    "A coalition is worth 1 when its votes reach the quota; the values are the Shapley–Shubik power index.",
    citation: "L. S. Shapley and M. Shubik, A method for evaluating the distribution of power in a committee system, "
      + "American Political Science Review 48(3), 1954",
    formula: #"v(S) = \bigl[\textstyle\sum_{i \in S} w_i \ge q\bigr]"#,
    symbols: [
      .coalition,
      .init("w_i", "the votes of player i"),
      .init("q", "the quota"),
    ],
    caution:
      "Votes are not power: players with different votes may have equal values, and one with votes may have none.",
    parameters: [weights, quota],
    synonyms: ["voting", "weighted_majority"])

  private let weights: [Double]
  private let quota: Double
  public init(_ arguments: Arguments) { (weights, quota) = (arguments[Self.weights], arguments[Self.quota]) }

  public func game(seeds: SeedStream) throws(ValuationError) -> any Game {
    let votes = weights.reduce(0, +)
    guard quota <= votes else { throw impossible("nobody wins: the quota is \(quota), and all votes are \(votes)") }
    return WeightedVotingGame(votes: weights, quota: quota)
  }
}
