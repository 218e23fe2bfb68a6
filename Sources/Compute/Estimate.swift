/// A mean over replicates with its 95 % confidence interval by Student's t.
public struct Estimate: Sendable, Hashable {
  public let mean: Double
  /// Half the interval's width; `nil` for a single replicate, which has no interval.
  public let margin: Double?
  /// How many replicates were averaged.
  public let count: Int

  /// The lower end of the interval.
  public var low: Double? { margin.map { mean - $0 } }
  /// The upper end of the interval.
  public var high: Double? { margin.map { mean + $0 } }

  /// `nil` where there are no numbers or one is not finite: an undefined replicate is never averaged away.
  public init?(of replicates: [Double]) {
    guard !replicates.isEmpty, replicates.allSatisfy(\.isFinite) else { return nil }
    (mean, count) = (Statistics.mean(replicates), replicates.count)
    guard count > 1 else {
      margin = nil
      return
    }
    let spread = (Statistics.variance(replicates) / Double(count)).squareRoot()
    margin = StudentDistribution.quantile(0.975, degreesOfFreedom: Double(count - 1)) * spread
  }

  /// The estimate of left − right over replicates that belong together pair by pair.
  public init?(differenceOf left: [Double], and right: [Double]) {
    precondition(left.count == right.count, "\(left.count) replicates paired with \(right.count)")
    self.init(of: zip(left, right).map { $0 - $1 })
  }
}
