/// Zeroed memory for numbers, cut into parts that each start on a cache line, so that no bits can depend on where a
/// buffer happens to lie.
struct AlignedMemory<Scalar: BitwiseCopyable & Numeric>: ~Copyable {
  private let memory: UnsafeMutableRawPointer
  private let bytes: Int
  private var used = 0

  private static var line: Int { 64 }

  /// Room for parts of these many numbers.
  init(counts: [Int]) {
    bytes = counts.reduce(0) { $0 + Self.bytes($1) }
    memory = .allocate(byteCount: max(bytes, Self.line), alignment: Self.line)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: max(bytes, Self.line))
  }

  deinit { memory.deallocate() }

  /// Bytes of a part of `count` numbers: whole lines.
  static func bytes(_ count: Int) -> Int { (count * MemoryLayout<Scalar>.stride + line - 1) / line * line }

  /// The next part; parts are taken in the order in which their sizes were given.
  mutating func take(_ count: Int) -> UnsafeMutablePointer<Scalar> {
    precondition(used + Self.bytes(count) <= bytes, "a part of \(count) numbers was not asked for")
    defer { used += Self.bytes(count) }
    return (memory + used).bindMemory(to: Scalar.self, capacity: count)
  }
}
