/// Numbers of the processor's backend: aligned main memory that goes back to its pool with its last handle.
final class HostMemory: DeviceMemory, @unchecked Sendable {
  let start: UnsafeMutableRawPointer
  private let bytes: Int
  private let pool: HostPool

  /// Memory for so many elements.
  init(count: Int, bytesEach: Int = 4, pool: HostPool) {
    (bytes, self.pool) = (max(1, count) * bytesEach, pool)
    start = pool.take(bytes)
  }

  deinit { pool.give(start, bytes) }
}
