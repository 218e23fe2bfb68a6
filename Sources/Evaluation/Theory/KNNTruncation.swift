public import Compute
public import Datasets
import Valuation
public import Vocabulary

/// Whether KNN-Shapley may stop at the K*-th neighbour, how wrong it then is, and whether ranks keep their order.
public struct KNNTruncation: TheoryCheck {
  static let playersParameter = Parameter<Int>.integer(
    "players", 2...1000, default: 100, unit: "points", help: "Training points of the random and adversarial cases.")
  static let neighboursParameter = Parameter<[Int]>.integers(
    "k", 1...100, count: 1...10, default: [1, 5], unit: "neighbours", help: "Numbers of neighbours that vote.")
  static let tolerancesParameter = Parameter<[Double]>.progression(
    "epsilons", Interval(0.001, 1), default: [0.02, 0.05, 0.1, 0.2, 0.5],
    help: "Errors allowed; K* is the larger of K and 1 over the error, rounded up.")
  static let drawsParameter = Parameter<Int>.integer(
    "draws", 1...100_000, default: 60, unit: "cases",
    help: "Random patterns of matching labels for each number of neighbours and error.")

  public static let card = Card(
    "knn_truncation", .theory, revision: 3,
    "Measures the error of KNN-Shapley when only the nearest K* points are looked at, against its bounds.",
    citation:
      "R. Jia et al., Efficient task-specific data valuation for nearest neighbor algorithms, PVLDB 12(11), 2019",
    formula: #"K^* = \max(K, \lceil 1/\epsilon\rceil),\quad \hat\phi_{\alpha_i} = 0\ (i \ge K^*),\quad "#
      + #"\max_i |\hat\phi_i - \phi_i| \le \tfrac1{K^*} \le \epsilon"#,
    symbols: [
      .init("K", "the number of neighbours that vote"),
      .init("K^*", "how many of the nearest are looked at"),
      .init(#"\epsilon"#, "the error allowed"),
      .init(#"\alpha_i"#, "the point of rank i"),
      .init(#"\hat\phi, \phi"#, "its value with and without truncation"),
    ],
    caution:
      "The bound is for the largest error of a single value. The order of the nearest stays right, but all that lie "
      + "farther are tied at 0.",
    assumptions:
      "One validation point, no two distances to it equal, labels that match or do not, and a utility that is the share of "
      + "matching labels among the K nearest; by linearity the bound also holds for a mean over validation points.",
    complexity: "no model fit; O(N + K*²) for each case",
    parameters: [playersParameter, neighboursParameter, tolerancesParameter, drawsParameter],
    synonyms: ["truncated_knn", "knn_shapley_truncation"],
    tables: declaredTables)

  let players: Int
  let neighbours: [Int]
  let tolerances: [Double]
  let draws: Int

  public init(_ arguments: Arguments) {
    players = arguments[Self.playersParameter]
    neighbours = Set(arguments[Self.neighboursParameter]).sorted()
    (tolerances, draws) = (arguments[Self.tolerancesParameter], arguments[Self.drawsParameter])
  }

  /// Points of the cases of which all patterns are taken.
  static let exhaustivePlayers = 8
  /// Chances of a matching label in random cases, one after the other.
  static let shares = [0.1, 0.5, 0.9]

  public func check(_ partition: Partition?, in run: Run) throws -> TheoryResult {
    var tallies: [TruncationTally] = []
    for neighbours in neighbours {
      for epsilon in tolerances {
        for rule in TruncatedNeighbours.Rule.allCases {
          try run.checkInterruption()
          tallies.append(tally(rule, neighbours, epsilon, run.seeds))
        }
      }
    }
    return result(tallies)
  }

  private func tally(
    _ rule: TruncatedNeighbours.Rule, _ neighbours: Int, _ epsilon: Double, _ seeds: SeedStream
  ) -> TruncationTally {
    var tally = TruncationTally(rule: rule, neighbours: neighbours, epsilon: epsilon, players: players)
    // A longer list would be cut nowhere.
    if tally.rank <= Self.exhaustivePlayers {
      for mask in 0..<1 << Self.exhaustivePlayers {
        tally.add(exactly: (0..<Self.exhaustivePlayers).map { Rational(mask >> $0 & 1) })
      }
    }
    for payoffs in adversaries(rank: tally.rank) { tally.add(exactly: payoffs) }
    for draw in 0..<draws { tally.add(sampled: pattern(draw, seeds.branch("truncation"))) }
    return tally
  }

  /// One match at rank K*, matches only beyond it, only up to it, everywhere and nowhere.
  private func adversaries(rank: Int) -> [[Rational]] {
    let rules: [(Int) -> Bool] = [{ $0 == rank }, { $0 > rank }, { $0 <= rank }, { _ in true }, { _ in false }]
    return rules.map { rule in (1...players).map { rule($0) ? 1 : 0 } }
  }

  private func pattern(_ draw: Int, _ stream: SeedStream) -> [Double] {
    let (stream, share) = (stream.branch(draw), Self.shares[draw % Self.shares.count])
    return (0..<players).map { stream.uniform($0) < share ? 1 : 0 }
  }
}
