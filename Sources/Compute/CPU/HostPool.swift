import Synchronization

/// Main memory that is used again: a fresh large block costs a page fault for every 4 KiB, which training would pay anew
/// in every step.
final class HostPool: Sendable {
  private struct Shelf: @unchecked Sendable {
    var blocks: [Int: [UnsafeMutableRawPointer]] = [:]
    var bytes = 0
  }

  private let shelf = Mutex(Shelf())
  /// Bytes kept for later at most; what comes back beyond is freed.
  private let capacity: Int

  init(capacity: Int) { self.capacity = capacity }

  deinit {
    shelf.withLock { shelf in
      for blocks in shelf.blocks.values { for block in blocks { block.deallocate() } }
    }
  }

  /// A block of so many bytes, aligned to a cache line; what it holds is not defined.
  func take(_ bytes: Int) -> UnsafeMutableRawPointer {
    let kept = shelf.withLock { shelf -> Address? in
      guard let block = shelf.blocks[bytes]?.popLast() else { return nil }
      shelf.bytes -= bytes
      return Address(block)
    }
    return kept?.start ?? .allocate(byteCount: bytes, alignment: 64)
  }

  /// Puts a block back.
  func give(_ block: UnsafeMutableRawPointer, _ bytes: Int) {
    let address = Address(block)
    let isKept = shelf.withLock { shelf in
      guard shelf.bytes + bytes <= capacity else { return false }
      shelf.blocks[bytes, default: []].append(address.start)
      shelf.bytes += bytes
      return true
    }
    if !isKept { block.deallocate() }
  }

  /// Lends scratch memory of so many numbers for one call.
  @inline(__always)
  func withScratch<Result>(_ count: Int, _ body: (HostFloats) -> Result) -> Result {
    let bytes = max(1, count) * 4
    let start = take(bytes)
    defer { give(start, bytes) }
    return body(HostFloats(start.bindMemory(to: Float.self, capacity: count)))
  }

  private struct Address: @unchecked Sendable {
    let start: UnsafeMutableRawPointer
    init(_ start: UnsafeMutableRawPointer) { self.start = start }
  }
}
