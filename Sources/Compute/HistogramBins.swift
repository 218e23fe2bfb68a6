import Foundation

/// Intervals of equal length from the least to the greatest of some numbers, as many as Freedman and Diaconis's rule
/// asks for.
public struct HistogramBins: Sendable, Hashable {
  /// The ends of the intervals, [count + 1], ascending; each interval has its lower end, the last one both.
  public let edges: [Double]
  /// How many intervals the rule asks for, before the bounds; `nil` where half of the numbers are equal.
  public let wanted: Int?

  /// Intervals of length 2 · IQR · n^(−1/3) for at least one finite number, their count kept within bounds; numbers that
  /// are all equal get one interval about them. O(n log n). D. Freedman and P. Diaconis, On the histogram as a density
  /// estimator, Zeitschrift für Wahrscheinlichkeitstheorie 57, 1981.
  public init(_ numbers: [Double], bounds: ClosedRange<Int> = 5...60) {
    precondition(
      !numbers.isEmpty && numbers.allSatisfy(\.isFinite), "bins for no numbers, or for some that are not finite")
    precondition(bounds.lowerBound > 0, "\(bounds.lowerBound) bins at least")
    let sorted = numbers.sorted()
    let (low, high) = (sorted[0], sorted[sorted.count - 1])
    guard low < high else {
      let margin = low == 0 ? 0.5 : abs(low) * 0.05
      (edges, wanted) = ([low - margin, low + margin], nil)
      return
    }
    let spread = Statistics.quantile(0.75, ofSorted: sorted) - Statistics.quantile(0.25, ofSorted: sorted)
    let asked = (high - low) / (2 * spread / cbrt(Double(numbers.count)))
    // A spread of nothing asks for infinitely many.
    wanted = spread > 0 && asked < 1e9 ? Int(asked.rounded(.up)) : nil
    let count = min(max(wanted ?? bounds.upperBound, bounds.lowerBound), bounds.upperBound)
    let length = (high - low) / Double(count)
    edges = (0..<count).map { low + Double($0) * length } + [high]
  }

  public var count: Int { edges.count - 1 }

  /// How many of some numbers lie in each interval, [count]; those outside count nowhere. O(n log count).
  public func counts(of numbers: [Double]) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for number in numbers where number >= edges[0] && number <= edges[count] { counts[place(of: number)] += 1 }
    return counts
  }

  /// The last interval that begins at or below a number.
  private func place(of number: Double) -> Int {
    var (low, high) = (0, count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if edges[middle] <= number { low = middle } else { high = middle }
    }
    return low
  }
}
