import Compute

/// The exact split of numbers on a line into two clusters of least squared distances to their means.
enum TwoMeans {
  /// The number of elements of the lower cluster; `nil` where all are equal.
  ///
  /// Optimal clusters on a line are intervals, so the best of the n − 1 cuts of the sorted numbers is found. Least
  /// within-cluster means greatest between-cluster sum of squares, k (n − k) / n · (mean below − mean above)². Equal
  /// numbers are never separated; of equally good cuts the lowest is taken. O(n log n).
  static func lowerCount(_ numbers: [Double]) -> Int? {
    let sorted = normalise(numbers.sorted())
    let total = sorted.reduce(0, +)
    var (best, bestCut, below) = (0.0, Int?.none, 0.0)
    for cut in 1..<max(1, sorted.count) {
      below += sorted[cut - 1]
      guard sorted[cut - 1] < sorted[cut] else { continue }
      let above = sorted.count - cut
      let gap = below / Double(cut) - (total - below) / Double(above)
      let between = Double(cut) * Double(above) * gap * gap
      if between > best { (best, bestCut) = (between, cut) }
    }
    return bestCut
  }

  /// Moves and scales increasing numbers into −1…1, so that squares neither overflow nor vanish.
  private static func normalise(_ sorted: [Double]) -> [Double] {
    guard let first = sorted.first, let last = sorted.last, first < last else { return sorted }
    // Halved before subtracting: the difference of two finite numbers may be infinite.
    let (centre, radius) = (first / 2 + last / 2, last / 2 - first / 2)
    return radius > 0 ? sorted.map { ($0 - centre) / radius } : sorted
  }
}
