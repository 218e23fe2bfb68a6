/// Summaries of samples in double precision; every function reads its numbers in the order given.
public enum Statistics {
  /// The arithmetic mean of at least one number.
  public static func mean(_ numbers: [Double]) -> Double {
    precondition(!numbers.isEmpty, "the mean of no numbers")
    return numbers.reduce(0, +) / Double(numbers.count)
  }

  /// The sample variance of at least two numbers, divided by count − 1; two passes, so large means do no harm.
  public static func variance(_ numbers: [Double]) -> Double {
    precondition(numbers.count > 1, "the variance of \(numbers.count) numbers")
    let mean = mean(numbers)
    return numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count - 1)
  }

  /// The point below which a share of at least one number lies, between neighbours in proportion; the numbers ascend.
  public static func quantile(_ share: Double, ofSorted numbers: [Double]) -> Double {
    precondition(!numbers.isEmpty && (0...1).contains(share), "the \(share) quantile of \(numbers.count) numbers")
    let place = share * Double(numbers.count - 1)
    let below = Int(place.rounded(.down))
    let above = min(below + 1, numbers.count - 1)
    return numbers[below] + (place - Double(below)) * (numbers[above] - numbers[below])
  }

  /// Pearson's correlation of pairs; `nil` where a side is constant or there are fewer than two pairs.
  public static func pearson(_ left: [Double], _ right: [Double]) -> Double? {
    precondition(left.count == right.count, "\(left.count) numbers paired with \(right.count)")
    guard left.count > 1 else { return nil }
    let (leftMean, rightMean) = (mean(left), mean(right))
    var (product, leftSquare, rightSquare) = (0.0, 0.0, 0.0)
    for (x, y) in zip(left, right) {
      product += (x - leftMean) * (y - rightMean)
      leftSquare += (x - leftMean) * (x - leftMean)
      rightSquare += (y - rightMean) * (y - rightMean)
    }
    guard leftSquare > 0, rightSquare > 0 else { return nil }
    return max(-1, min(1, product / (leftSquare.squareRoot() * rightSquare.squareRoot())))
  }

  /// Spearman's rank correlation, ties sharing their mean rank; `nil` where a side is constant.
  public static func spearman(_ left: [Double], _ right: [Double]) -> Double? {
    pearson(ranks(left), ranks(right))
  }

  /// The rank of each number from 1 up; equal numbers share the mean of their ranks. O(n log n).
  public static func ranks(_ numbers: [Double]) -> [Double] {
    let order = ascending(numbers)
    var ranks = [Double](repeating: 0, count: numbers.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, numbers[order[end]] == numbers[order[start]] { end += 1 }
      for position in start..<end { ranks[order[position]] = Double(start + 1 + end) / 2 }
      start = end
    }
    return ranks
  }

  /// Positions from the largest number down, ties by position. O(n log n).
  public static func descending(_ numbers: [Double]) -> [Int] { ascending(numbers.map { -$0 }) }

  /// Positions from the smallest number up, ties by position. O(n log n).
  public static func ascending(_ numbers: [Double]) -> [Int] {
    precondition(!numbers.contains(where: \.isNaN), "ranking numbers of which one is NaN")
    return numbers.indices.sorted { numbers[$0] == numbers[$1] ? $0 < $1 : numbers[$0] < numbers[$1] }
  }
}
