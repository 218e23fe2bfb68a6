import Compute
import Glibc
import Synchronization
import Testing

private struct Failed: Error, Equatable {
  let index: Int
}

@Test("blocks run once each and results come in index order at any thread count", arguments: [1, 2, 3, 16])
func blockOrder(threads: Int) {
  let runs = Atomic<Int>(0)
  let results = mapBlocks(1000, threads: threads) { index in
    runs.wrappingAdd(1, ordering: .relaxed)
    return index * index
  }
  #expect(results == (0..<1000).map { $0 * $0 })
  #expect(runs.load(ordering: .relaxed) == 1000)
}

@Test("of several failing blocks the lowest is reported, at any thread count", arguments: [1, 2, 4])
func lowestFailureWins(threads: Int) {
  for _ in 0..<50 {
    #expect(throws: Failed(index: 7)) {
      try forEachBlock(64, threads: threads) { index throws(Failed) in
        if index >= 7 { throw Failed(index: index) }
      }
    }
  }
}

@Test("an earlier block that fails after a later one is still the one reported")
func slowFailureWins() {
  let laterFailed = Atomic<Bool>(false)
  #expect(throws: Failed(index: 0)) {
    try forEachBlock(2, threads: 2) { index throws(Failed) in
      // At most two seconds: on a machine that lends one thread only, block 1 never starts.
      for _ in 0..<2000 where index == 0 && !laterFailed.load(ordering: .relaxed) { usleep(1000) }
      if index == 1 { laterFailed.store(true, ordering: .relaxed) }
      if index == 0 { usleep(5000) }
      throw Failed(index: index)
    }
  }
}

@Test("slices cover an array without overlap, the last one shorter", arguments: [1, 2])
func slices(threads: Int) {
  var numbers = [Int](repeating: 0, count: 10)
  fillSlices(of: &numbers, size: 4, threads: threads) { slice, elements in
    for index in elements.indices { elements[index] += slice * 100 + index + 1 }
  }
  #expect(numbers == [1, 2, 3, 4, 101, 102, 103, 104, 201, 202])
}
