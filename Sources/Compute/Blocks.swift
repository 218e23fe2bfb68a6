import Dispatch
import Synchronization

/// Runs `body` for each index in 0..<count on up to `threads` threads.
///
/// Blocks start in the order of their indices and each runs once. If several fail, the error of the lowest index is
/// thrown, whatever the scheduling: every block before a failing one has been started and is waited for.
public func forEachBlock<Failure: Error>(
  _ count: Int, threads: Int, _ body: @Sendable (Int) throws(Failure) -> Void
) throws(Failure) {
  precondition(count >= 0 && threads > 0, "\(count) blocks on \(threads) threads")
  if threads == 1 || count < 2 {
    for index in 0..<count { try body(index) }
    return
  }
  let queue = BlockQueue<Failure>(count: count)
  DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
    while let index = queue.next() {
      do throws(Failure) { try body(index) } catch { queue.fail(index, error) }
    }
  }
  if let failure = queue.failure { throw failure }
}

/// The results of `body` for each index in 0..<count, in index order; see ``forEachBlock(_:threads:_:)``.
public func mapBlocks<Result: Sendable, Failure: Error>(
  _ count: Int, threads: Int, _ body: @Sendable (Int) throws(Failure) -> Result
) throws(Failure) -> [Result] {
  var results = [Result?](repeating: nil, count: count)
  try fillSlices(of: &results, size: 1, threads: threads) { index, slots throws(Failure) in
    slots[0] = try body(index)
  }
  return results.compactMap { $0 }
}

/// Lends consecutive slices of `size` elements (the last may be shorter) to `body`, each to one call.
///
/// The slices do not overlap, so calls may write to theirs at the same time; their bounds depend on `size` alone.
public func fillSlices<Element, Failure: Error>(
  of elements: inout [Element], size: Int, threads: Int,
  _ body: @Sendable (_ slice: Int, _ elements: UnsafeMutableBufferPointer<Element>) throws(Failure) -> Void
) throws(Failure) {
  precondition(size > 0, "slices of \(size) elements")
  let result: Result<Void, Failure> = elements.withUnsafeMutableBufferPointer { all in
    let lent = Lent(all)
    let slices = (all.count + size - 1) / size
    do throws(Failure) {
      try forEachBlock(slices, threads: threads) { index throws(Failure) in
        let bounds = index * size..<min(lent.elements.count, (index + 1) * size)
        try body(index, UnsafeMutableBufferPointer(rebasing: lent.elements[bounds]))
      }
      return .success(())
    } catch {
      return .failure(error)
    }
  }
  try result.get()
}

/// Memory whose parts several threads write, each to its own.
private struct Lent<Element>: @unchecked Sendable {
  let elements: UnsafeMutableBufferPointer<Element>
  init(_ elements: UnsafeMutableBufferPointer<Element>) { self.elements = elements }
}

/// Hands out indices in order until they run out or one has failed.
private final class BlockQueue<Failure: Error>: Sendable {
  private let count: Int
  private let taken = Atomic<Int>(0)
  private let failed = Mutex<(index: Int, error: Failure)?>(nil)

  init(count: Int) { self.count = count }

  func next() -> Int? {
    let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
    return index < count ? index : nil
  }

  func fail(_ index: Int, _ error: Failure) {
    taken.store(count, ordering: .relaxed)
    failed.withLock { if $0.map({ index < $0.index }) ?? true { $0 = (index, error) } }
  }

  var failure: Failure? { failed.withLock { $0?.error } }
}
