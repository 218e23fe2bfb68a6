import Compute

/// The order in which an epoch visits the examples: a fresh uniform permutation for each epoch.
struct EpochOrder: ~Copyable {
  /// [count]
  let positions: UnsafeMutablePointer<Int>
  let count: Int
  private let stream: SeedStream

  /// Orders of 0..<count, as they are until the first shuffle.
  init(count: Int, stream: SeedStream) {
    (self.count, self.stream) = (count, stream)
    positions = .allocate(capacity: count)
    reset()
  }

  deinit { positions.deallocate() }

  private func reset() { for position in 0..<count { positions[position] = position } }

  /// The stream of an epoch: keyed by draw `epoch`, since a branch by name would cost more than a small fit's epoch.
  static func stream(of epoch: Int, in stream: SeedStream) -> SeedStream { SeedStream(root: stream.bits(epoch)) }

  /// Makes `positions` the permutation of an epoch, equal to `SeedStream.permutation` of its stream. O(count).
  func shuffle(epoch: Int) {
    reset()
    let stream = Self.stream(of: epoch, in: stream)
    // A block of the generator holds the draws of an odd position and the even one below it.
    var position = count - 1
    if position > 0, position & 1 == 0 {
      swap(position, stream.bits(position))
      position -= 1
    }
    while position > 0 {
      let words = stream.block(UInt64(position >> 1))
      swap(position, UInt64(words.w) << 32 | UInt64(words.z))
      if position > 1 { swap(position - 1, UInt64(words.y) << 32 | UInt64(words.x)) }
      position -= 2
    }
  }

  @inline(__always)
  private func swap(_ position: Int, _ bits: UInt64) {
    let other = Int(bits.multipliedFullWidth(by: UInt64(position + 1)).high)
    (positions[position], positions[other]) = (positions[other], positions[position])
  }
}
