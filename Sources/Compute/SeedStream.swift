import Vocabulary

/// A tree of counter-based random streams (Philox 4×32-10, Salmon et al., SC 2011).
///
/// Draw `i` of a stream is a pure function of the stream and `i`: nothing is consumed, so order, threads and
/// interruptions cannot move a draw. A branch is found by what it is for, never by when it was asked for.
public struct SeedStream: Sendable, Hashable, CustomStringConvertible {
  /// The 64-bit key of the generator.
  public let key: UInt64

  /// The root of a study's streams.
  public init(root: UInt64) { key = root }

  public var description: String { String(key, radix: 16) }

  /// The branch of a name or number. Branches of different paths differ with overwhelming probability (64 bits of SHA-256).
  public func branch(_ name: some CustomStringConvertible) -> SeedStream {
    SeedStream(root: ContentKey(of: "\(description)/\(name)").word)
  }

  /// Four 32-bit words: block `index` of the stream.
  public func block(_ index: UInt64) -> SIMD4<UInt32> {
    let counter = SIMD4<UInt32>(UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32), 0, 0)
    return Self.philox(counter, key: key)
  }

  /// The bijection of 128-bit counters that a 64-bit key selects; ten rounds.
  static func philox(_ counter: SIMD4<UInt32>, key: UInt64) -> SIMD4<UInt32> {
    var counter = counter
    var low = UInt32(truncatingIfNeeded: key)
    var high = UInt32(truncatingIfNeeded: key >> 32)
    for _ in 0..<10 {
      let first = UInt64(0xD251_1F53) * UInt64(counter.x)
      let second = UInt64(0xCD9E_8D57) * UInt64(counter.z)
      counter = SIMD4(
        UInt32(truncatingIfNeeded: second >> 32) ^ counter.y ^ low, UInt32(truncatingIfNeeded: second),
        UInt32(truncatingIfNeeded: first >> 32) ^ counter.w ^ high, UInt32(truncatingIfNeeded: first))
      low &+= 0x9E37_79B9
      high &+= 0xBB67_AE85
    }
    return counter
  }

  /// The `index`-th 64-bit draw: half a block.
  public func bits(_ index: Int) -> UInt64 {
    let words = block(UInt64(index) >> 1)
    return index & 1 == 0 ? UInt64(words.y) << 32 | UInt64(words.x) : UInt64(words.w) << 32 | UInt64(words.z)
  }

  /// The `index`-th uniform draw in [0, 1), 53 bits.
  public func uniform(_ index: Int) -> Double { Double(bits(index) >> 11) * 0x1p-53 }

  /// The `index`-th draw in 0..<bound; the bias is below bound · 2⁻⁶⁴.
  public func integer(_ index: Int, below bound: Int) -> Int {
    Int(bits(index).multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A uniform permutation of 0..<count by Fisher–Yates. O(count).
  public func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    shuffle(&order)
    return order
  }

  /// Shuffles in place by Fisher–Yates, from the last element down; draw `i` places element `i`. O(count).
  public func shuffle<Element>(_ elements: inout [Element]) {
    for index in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(index, integer(index, below: index + 1))
    }
  }
}
