import Compute

/// Few representatives to which everyone is near, chosen one after the other.
///
/// Each pick lowers Σ_i min_j d_ij most, the first of equals, where nobody is farther than the largest distance before the
/// first pick. The gain of a pick only falls as others come in, so that old gains are bounds and few are computed anew
/// (M. Minoux, Accelerated greedy algorithms for maximizing submodular set functions, Optimization Techniques, Springer
/// 1978); sums of smaller numbers in the same order are never larger, rounded or not.
struct FacilityLocation: Sendable, Hashable {
  /// In the order of picks.
  let picks: [Int]
  /// How many are nearest to each pick, the first pick of equals, [picks].
  let sizes: [Int]
  /// Σ_i min_j d_ij over the picks j.
  let distance: Double

  /// `distances` is [count, count], symmetric, none negative; `budget` is at most count.
  /// O(count) for each gain computed, between budget and count · budget of them.
  init(_ distances: Matrix, budget: Int) {
    precondition(distances.rows == distances.columns, "distances [\(distances.rows), \(distances.columns)]")
    precondition(1...max(1, distances.rows) ~= budget, "\(budget) of \(distances.rows)")
    var search = Search(distances)
    var picks: [Int] = []
    for _ in 0..<budget { picks.append(search.pick()) }
    var sizes = [Int](repeating: 0, count: budget)
    for member in 0..<distances.rows { sizes[Self.nearest(to: member, among: picks, distances)] += 1 }
    (self.picks, self.sizes) = (picks, sizes)
    distance = search.nearest.reduce(0) { $0 + Double($1) }
  }

  private static func nearest(to member: Int, among picks: [Int], _ distances: Matrix) -> Int {
    var best = 0
    for index in picks.indices where distances[picks[index], member] < distances[picks[best], member] { best = index }
    return best
  }

  private struct Search {
    let distances: Matrix
    /// The distance of each to its representative.
    var nearest: [Float]
    /// At least the gain of each that is not picked.
    private var bounds: [Double]
    private var isPicked: [Bool]

    init(_ distances: Matrix) {
      self.distances = distances
      let count = distances.rows
      nearest = [Float](repeating: distances.elements.max() ?? 0, count: count)
      bounds = [Double](repeating: .infinity, count: count)
      isPicked = [Bool](repeating: false, count: count)
    }

    mutating func pick() -> Int {
      var isFresh = [Bool](repeating: false, count: bounds.count)
      while true {
        let best = largestBound()
        if isFresh[best] {
          take(best)
          return best
        }
        (bounds[best], isFresh[best]) = (gain(of: best), true)
      }
    }

    private func largestBound() -> Int {
      var best: Int?
      for index in bounds.indices where !isPicked[index] {
        if best.map({ bounds[$0] < bounds[index] }) ?? true { best = index }
      }
      guard let best else { preconditionFailure("all \(bounds.count) are picked") }
      return best
    }

    private func gain(of index: Int) -> Double {
      let start = index * distances.columns
      return distances.elements.withUnsafeBufferPointer { elements in
        nearest.indices.reduce(0) { $0 + Double(max(0, nearest[$1] - elements[start + $1])) }
      }
    }

    private mutating func take(_ index: Int) {
      isPicked[index] = true
      for member in nearest.indices { nearest[member] = min(nearest[member], distances[index, member]) }
    }
  }
}
