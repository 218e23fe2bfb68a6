/// Shapley values of ``CHGGame`` and ``MeanLossGame`` in closed form (Cai, "CHG Shapley", arXiv:2406.11730, 2024).
///
/// The theorem as published divides by n − 2; the forms here hold for every n ≥ 1.
public enum CHGValues {
  /// A_n, by which the distance to the mean is paid: 0, 3/4, 3/8, 8/27, …; n A_n rises to π²/6.
  public static func distanceWeight(_ n: Int) -> Double {
    guard n > 1 else { return 0 }
    let harmonic = HarmonicNumbers(n)
    let (h, h2, inverse) = (harmonic.first, harmonic.second, 1 / Double(n))
    let pairs = n > 2 ? (2 * h - 2 * h2 - 1 + inverse) / Double(n - 2) : 0
    return (h2 - inverse - pairs) / Double(n - 1)
  }

  /// The values when α is the mean of the x_i, from ‖x_i − α‖² and ‖α‖² alone. O(n).
  ///
  /// φ_j = ‖α‖²/n − A_n (‖x_j − α‖² − mean): points rank by their distance to the mean gradient, and the values sum to
  /// ‖α‖². Theorem 1 collapses to this whenever α is the mean, which both published algorithms take.
  public static func aboutMean(squaredDistances: [Double], squaredMean: Double) -> [Double] {
    let n = squaredDistances.count
    let mean = squaredDistances.reduce(0, +) / Double(n)
    let weight = distanceWeight(n)
    return squaredDistances.map { squaredMean / Double(n) - weight * ($0 - mean) }
  }

  /// The values of a game with any target, vector by vector. O(n d).
  public static func values(of game: CHGGame) -> [Double] {
    let n = Double(game.players)
    let centred = game.vectors.map { zip($0, game.target).map { $0 - $1 } }
    let sum = game.target.indices.map { axis in centred.reduce(0) { $0 + $1[axis] } }
    let squares = centred.map { dot($0, $0) }
    let total = squares.reduce(0, +)
    let share = dot(game.target, game.target) / n
    let harmonic = HarmonicNumbers(game.players)
    return centred.indices.map { player in
      let across = dot(sum, centred[player]) - squares[player]
      let others = dot(sum, sum) - 2 * across - squares[player]
      return share
        + centredValue(
          game.players, harmonic, own: squares[player], across: across, others: total - squares[player],
          sumOfOthers: others)
    }
  }

  /// Theorem 1 for y = x − α and target 0, with means over the other players instead of sums.
  ///
  /// `across` is ⟨y_j, Σ others⟩, `others` is Σ ‖y‖² over the others and `sumOfOthers` is ‖Σ others‖².
  private static func centredValue(
    _ players: Int, _ harmonic: HarmonicNumbers, own: Double, across: Double, others: Double, sumOfOthers: Double
  ) -> Double {
    let n = Double(players)
    let (h, h2) = (harmonic.first, harmonic.second)
    var value = -h2 / n * own
    if players >= 2 {
      value += (-2 * (h - h2) / n * across + (h2 - 1 / n) / n * others) / (n - 1)
    }
    if players >= 3 {
      value += (2 * h - 2 * h2 - 1 + 1 / n) / n * (sumOfOthers - others) / ((n - 1) * (n - 2))
    }
    return value
  }

  /// The values of ``MeanLossGame``, which rise strictly with the loss. O(n).
  public static func ofMeanLoss(_ losses: [Double]) -> [Double] {
    guard losses.count > 1 else { return losses }
    let (n, h) = (Double(losses.count), HarmonicNumbers(losses.count).first)
    let shared = (h - 1) / (n * (n - 1)) * losses.reduce(0, +)
    return losses.map { (h - 1 / n) / (n - 1) * $0 - shared }
  }

  private static func dot(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
