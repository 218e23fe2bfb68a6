/// Sorts rows of distances with memory of its own that is used again; stable, so ties keep the order of their indices.
///
/// Least-significant-digit radix sort, three passes of 11 bits over an order-preserving key, with the index riding
/// along. −0 and 0 are equal. Infinities are allowed. O(count) per sort.
public struct DistanceSorter: ~Copyable {
  /// The largest number of distances it can sort.
  public let capacity: Int
  private let first: UnsafeMutableBufferPointer<UInt64>
  private let second: UnsafeMutableBufferPointer<UInt64>
  private let order: UnsafeMutableBufferPointer<UInt32>
  private let counts: UnsafeMutableBufferPointer<UInt32>

  /// Reserves memory: 20 bytes for each distance and 24 KiB.
  public init(capacity: Int) {
    precondition(capacity >= 0 && capacity <= Int(UInt32.max), "a sorter of \(capacity) distances")
    self.capacity = capacity
    (first, second) = (.allocate(capacity: capacity), .allocate(capacity: capacity))
    (order, counts) = (.allocate(capacity: capacity), .allocate(capacity: 3 * Self.radix))
    first.initialize(repeating: 0)
    second.initialize(repeating: 0)
    order.initialize(repeating: 0)
  }

  deinit {
    first.deallocate()
    second.deallocate()
    order.deallocate()
    counts.deallocate()
  }

  /// The indices of the distances from the smallest up, [distances.count]; valid until the next sort and no longer
  /// than the sorter. Throws where a distance is NaN.
  public mutating func sort(
    _ distances: UnsafeBufferPointer<Float>
  ) throws(ComputeError) -> UnsafeBufferPointer<UInt32> {
    precondition(distances.count <= capacity, "\(distances.count) distances in a sorter of \(capacity)")
    try prepare(distances)
    for digit in 0..<3 { accumulate(digit) }
    let count = distances.count
    scatter(count, digit: 0, from: first, to: second)
    scatter(count, digit: 1, from: second, to: first)
    scatterIndices(count)
    return UnsafeBufferPointer(rebasing: order[..<count])
  }

  /// The same for an array, as a new array.
  public mutating func sort(_ distances: [Float]) throws(ComputeError) -> [Int] {
    let result: Result<[Int], ComputeError> = distances.withUnsafeBufferPointer { distances in
      do throws(ComputeError) { return .success(try sort(distances).map(Int.init)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  private static let bits = 11
  private static let radix = 1 << bits

  /// A number whose unsigned order is the order of the distances; −0 becomes 0.
  @inline(__always)
  private static func key(_ distance: Float) -> UInt32 {
    let pattern = (distance + 0).bitPattern
    return pattern & 0x8000_0000 == 0 ? pattern | 0x8000_0000 : ~pattern
  }

  /// Packs keys and indices, and counts the digits of all passes.
  private func prepare(_ distances: UnsafeBufferPointer<Float>) throws(ComputeError) {
    counts.initialize(repeating: 0)
    var largest: UInt32 = 0
    for index in 0..<distances.count {
      let distance = distances[index]
      largest = max(largest, distance.magnitude.bitPattern)
      let key = Self.key(distance)
      first[index] = UInt64(key) << 32 | UInt64(UInt32(truncatingIfNeeded: index))
      counts[Int(key & 2047)] &+= 1
      counts[2048 + Int(key >> 11 & 2047)] &+= 1
      counts[4096 + Int(key >> 22)] &+= 1
    }
    // As numbers, the patterns of NaN lie above that of infinity.
    if largest > Float.infinity.bitPattern, let index = distances.firstIndex(where: \.isNaN) {
      throw .notANumber(what: "distance", index: index)
    }
  }

  /// Turns the counts of a digit into first positions.
  private func accumulate(_ digit: Int) {
    var position: UInt32 = 0
    for slot in digit * Self.radix..<(digit + 1) * Self.radix {
      let count = counts[slot]
      counts[slot] = position
      position &+= count
    }
  }

  @inline(__always)
  private func scatter(
    _ count: Int, digit: Int, from source: UnsafeMutableBufferPointer<UInt64>,
    to target: UnsafeMutableBufferPointer<UInt64>
  ) {
    let shift = UInt64(32 + digit * Self.bits)
    for index in 0..<count {
      let packed = source[index]
      let slot = digit * Self.radix + Int(packed >> shift & 2047)
      target[Int(counts[slot])] = packed
      counts[slot] &+= 1
    }
  }

  private func scatterIndices(_ count: Int) {
    for index in 0..<count {
      let packed = first[index]
      let slot = 2 * Self.radix + Int(packed >> 54)
      order[Int(counts[slot])] = UInt32(truncatingIfNeeded: packed)
      counts[slot] &+= 1
    }
  }
}
