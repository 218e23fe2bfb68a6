/// The 95 % interval of a share of independent trials (Wilson, Journal of the American Statistical Association 1927).
///
/// Unlike mean ± margin it stays within 0…1 and has a width even where nothing or everything was hit.
public struct WilsonInterval: Sendable, Hashable {
  public let low: Double
  public let high: Double

  /// `nil` without trials.
  public init?(hits: Int, of trials: Int) {
    precondition(0...max(0, trials) ~= hits, "\(hits) hits in \(trials) trials")
    guard trials > 0 else { return nil }
    let (count, z) = (Double(trials), NormalDistribution.quantile(0.975))
    let share = Double(hits) / count
    let centre = (share + z * z / (2 * count)) / (1 + z * z / count)
    let margin =
      z / (1 + z * z / count) * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
    (low, high) = (max(0, centre - margin), min(1, centre + margin))
  }
}
