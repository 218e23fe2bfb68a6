import Compute
import Synchronization

/// Memory of blocks in flight, used again by the next block; never more pieces than threads at work.
final class DistanceScratchPool: Sendable {
  private let players: Int
  private let rows: Int
  private let idle = Mutex<[DistanceScratch]>([])

  init(players: Int, rows: Int) { (self.players, self.rows) = (players, rows) }

  func lend(_ body: (DistanceScratch) throws -> Void) rethrows {
    let scratch = idle.withLock { $0.popLast() } ?? DistanceScratch(players: players, rows: rows)
    defer { idle.withLock { $0.append(scratch) } }
    try body(scratch)
  }
}

/// A block of distances and a sorter; one thread at a time holds it.
final class DistanceScratch: @unchecked Sendable {
  let distances: UnsafeMutableBufferPointer<Float>
  private let players: Int
  private var sorter: DistanceSorter

  init(players: Int, rows: Int) {
    self.players = players
    distances = .allocate(capacity: players * rows)
    distances.initialize(repeating: 0)
    sorter = DistanceSorter(capacity: players)
  }

  deinit { distances.deallocate() }

  /// The players from the nearest to the farthest; valid until the next call.
  func sort(row: Int) throws -> UnsafeBufferPointer<UInt32> {
    try sorter.sort(UnsafeBufferPointer(rebasing: distances[row * players..<(row + 1) * players]))
  }
}
