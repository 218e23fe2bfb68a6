import Glibc
import Vocabulary

/// Means over independent draws of a number for each player, with their spread.
struct PlayerMeans: Sendable, Hashable {
  /// Draws taken.
  private(set) var draws = 0
  /// [n]
  private(set) var means: [Double]
  /// Sum of squared deviations from the mean, [n].
  private(set) var squaredDeviations: [Double]

  init(players: Int) {
    means = [Double](repeating: 0, count: players)
    squaredDeviations = means
  }

  /// Takes the numbers of one more draw by Welford's update. O(n).
  mutating func add(_ numbers: [Double]) {
    draws += 1
    for player in numbers.indices {
      let difference = numbers[player] - means[player]
      means[player] += difference / Double(draws)
      squaredDeviations[player] += difference * (numbers[player] - means[player])
    }
  }

  /// Takes other draws of the same players (Chan, Golub and LeVeque 1983). O(n).
  mutating func append(_ other: PlayerMeans) {
    let (mine, others) = (Double(draws), Double(other.draws))
    draws += other.draws
    for player in means.indices {
      let difference = other.means[player] - means[player]
      means[player] += difference * others / (mine + others)
      squaredDeviations[player] +=
        other.squaredDeviations[player] + difference * difference * mine * others / (mine + others)
    }
  }

  /// Standard error of each mean over draws, [n]; `nil` for a single draw, which shows no spread.
  var standardErrors: [Double]? {
    guard draws > 1 else { return nil }
    return squaredDeviations.map { sqrt($0 / Double(draws - 1) / Double(draws)) }
  }

  /// The table `players` (mean, squared_deviation).
  var item: Artifact.Item {
    let table = Table([.init("mean", .reals(means)), .init("squared_deviation", .reals(squaredDeviations))])
    return Artifact.Item("players", .table(table))
  }

  /// Reads what ``item`` wrote.
  init(_ batch: Artifact, draws: Int) {
    guard let table = batch.table("players") else {
      preconditionFailure("no players in a batch of \(batch.items.map(\.name))")
    }
    self.draws = draws
    (means, squaredDeviations) = (table.reals("mean"), table.reals("squared_deviation"))
  }
}
