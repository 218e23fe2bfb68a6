/// The examples that score highest.
enum HighestScores {
  /// Positions of the `count` largest of finite scores, the first of equals. O(n log n).
  static func positions(of scores: [Double], count: Int) -> [Int] {
    let order = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
    return Array(order.prefix(count))
  }
}
