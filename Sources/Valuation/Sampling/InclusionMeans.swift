/// How much more coalitions with a player are worth than coalitions without, on average.
struct InclusionMeans {
  /// [n]
  let values: [Double]
  /// Over draws, as for the difference of two independent means, [n]; `nil` where a side has a single draw.
  let standardErrors: [Double]?

  /// `nil` where some player was in every coalition or in none. O(T n).
  init?(_ evaluations: Evaluations, players: Int) {
    var (values, errors): ([Double], [Double]) = ([], [])
    for player in 0..<players {
      let inside = evaluations.coalitions.indices.filter { evaluations.coalitions[$0].contains(player) }
      let outside = evaluations.coalitions.indices.filter { !evaluations.coalitions[$0].contains(player) }
      guard let with = Self.mean(of: inside.map { evaluations.utilities[$0] }),
        let without = Self.mean(of: outside.map { evaluations.utilities[$0] })
      else { return nil }
      values.append(with.mean - without.mean)
      if let left = with.squaredError, let right = without.squaredError { errors.append((left + right).squareRoot()) }
    }
    self.values = values
    standardErrors = errors.count == players ? errors : nil
  }

  /// The mean and its squared standard error; no mean of no numbers, no error from one.
  static func mean(of numbers: [Double]) -> (mean: Double, squaredError: Double?)? {
    guard !numbers.isEmpty else { return nil }
    let count = Double(numbers.count)
    let mean = numbers.reduce(0, +) / count
    guard numbers.count > 1 else { return (mean, nil) }
    return (mean, numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1) / count)
  }
}
