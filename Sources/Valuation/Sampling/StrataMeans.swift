import Glibc

/// Means of contributions for each player and stratum, and what they say of values.
struct StrataMeans: Sendable, Hashable {
  let players: Int
  private let strata: Strata
  /// Draws, [players, strata].
  private var counts: [Int]
  /// [players, strata]
  private var means: [Double]
  /// Sums of squared deviations, [players, strata].
  private var squaredDeviations: [Double]

  /// Memory for players · strata means.
  init(players: Int, strata: Strata) {
    (self.players, self.strata) = (players, strata)
    counts = [Int](repeating: 0, count: players * strata.count)
    means = [Double](repeating: 0, count: counts.count)
    squaredDeviations = means
  }

  /// Takes one contribution by Welford's update.
  mutating func add(_ contribution: Contribution) {
    let cell = contribution.player * strata.count + contribution.stratum
    counts[cell] += 1
    let difference = contribution.value - means[cell]
    means[cell] += difference / Double(counts[cell])
    squaredDeviations[cell] += difference * (contribution.value - means[cell])
  }

  /// Whether each player has a draw in each stratum.
  var isComplete: Bool { counts.allSatisfy { $0 > 0 } }

  /// Σ share · mean over the strata of each player, [n].
  var values: [Double] {
    (0..<players).map { player in
      cells(player).reduce(0) { $0 + strata.shares[$1 - player * strata.count] * means[$1] }
    }
  }

  /// √Σ share² · variance / draws over the strata of each player, [n]; `nil` where a player has no spread to show.
  ///
  /// A stratum of one draw takes the variance within the player's other strata.
  var standardErrors: [Double]? {
    let errors = (0..<players).compactMap(standardError)
    return errors.count == players ? errors : nil
  }

  /// Whether a stratum that may hold more has a single draw.
  var hasLoneDraws: Bool {
    counts.indices.contains { counts[$0] == 1 && !isExhausted($0) }
  }

  /// Whether everything has been said, so that nothing spreads.
  private func isExhausted(_ cell: Int) -> Bool { counts[cell] >= strata.capacity[cell % strata.count] }

  private func cells(_ player: Int) -> Range<Int> { player * strata.count..<(player + 1) * strata.count }

  private func standardError(_ player: Int) -> Double? {
    let open = cells(player).filter { !isExhausted($0) }
    guard !open.isEmpty else { return 0 }
    let freedom = open.reduce(0) { $0 + counts[$1] - 1 }
    guard freedom > 0 else { return nil }
    let pooled = open.reduce(0) { $0 + squaredDeviations[$1] } / Double(freedom)
    let variance = open.reduce(0.0) { sum, cell in
      let share = strata.shares[cell - player * strata.count]
      let within = counts[cell] > 1 ? squaredDeviations[cell] / Double(counts[cell] - 1) : pooled
      return sum + share * share * within / Double(counts[cell])
    }
    return sqrt(variance)
  }
}

/// What one draw says of a player in a stratum.
struct Contribution: Sendable, Hashable {
  let player: Int
  let stratum: Int
  let value: Double
}
