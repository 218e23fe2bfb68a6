import Foundation

/// A smooth estimate of the density that some numbers were drawn from: a normal curve about each, averaged.
public struct KernelDensity: Sendable, Hashable {
  /// Ascending.
  public let numbers: [Double]
  /// The standard deviation of the normal curves.
  public let bandwidth: Double

  /// A bandwidth of 0.9 · min(s, IQR / 1.34) · n^(−1/5), with s alone where the quartiles are equal; `nil` for fewer
  /// than two different numbers. O(n log n). B. W. Silverman, Density Estimation for Statistics and Data Analysis, 1986,
  /// equation 3.31.
  public init?(_ numbers: [Double]) {
    guard numbers.count > 1, numbers.allSatisfy(\.isFinite) else { return nil }
    let sorted = numbers.sorted()
    let deviation = Statistics.variance(sorted).squareRoot()
    guard sorted[0] < sorted[sorted.count - 1], deviation > 0 else { return nil }
    let quartiles = Statistics.quantile(0.75, ofSorted: sorted) - Statistics.quantile(0.25, ofSorted: sorted)
    let spread = quartiles > 0 ? min(deviation, quartiles / 1.34) : deviation
    self.numbers = sorted
    bandwidth = 0.9 * spread * pow(Double(numbers.count), -0.2)
  }

  /// The density at a place. O(n).
  public func callAsFunction(_ place: Double) -> Double {
    let sum = numbers.reduce(0) { sum, number in
      let distance = (place - number) / bandwidth
      return sum + exp(-distance * distance / 2)
    }
    return sum / (Double(numbers.count) * bandwidth * (2 * Double.pi).squareRoot())
  }
}
