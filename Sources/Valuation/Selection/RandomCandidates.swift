import Compute

/// Who may be picked next: a fresh uniform sample of those that are left, for each pick.
struct RandomCandidates {
  private var left: [Int]
  private let size: Int
  private let stream: SeedStream

  init(of count: Int, size: Int, _ stream: SeedStream) {
    (left, self.size, self.stream) = (Array(0..<count), size, stream)
  }

  /// The sample of a pick; fewer where fewer are left. O(size).
  mutating func draw(_ pick: Int) -> [Int] {
    let count = min(size, left.count)
    for index in 0..<count {
      left.swapAt(index, index + stream.integer(pick * size + index, below: left.count - index))
    }
    return Array(left[..<count])
  }

  /// Takes out the one at a place of the last sample.
  mutating func remove(_ place: Int) {
    left.swapAt(place, left.count - 1)
    left.removeLast()
  }
}
