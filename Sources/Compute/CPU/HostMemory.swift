/// Numbers of the processor's backend: aligned main memory that goes back to its pool with its last handle.
final class HostMemory: DeviceMemory, @unchecked Sendable {
  let start: UnsafeMutableRawPointer
  private let bytes: Int
  private let pool: HostPool

  /// Memory for so many elements of four bytes.
  init(count: Int, pool: HostPool) {
    (bytes, self.pool) = (max(1, count) * 4, pool)
    start = pool.take(bytes)
  }

  deinit { pool.give(start, bytes) }
}
