import Compute

/// Hands the results of blocks to `combine` in the order of their indices, while others are still computed.
///
/// Blocks run on up to `threads` threads, and at most four results per thread wait at a time: memory bounds how many
/// blocks are in flight, never what they are or the order in which they are added.
func foldBlocks<Result: Sendable>(
  _ count: Int, threads: Int, _ body: @Sendable (Int) throws -> Result,
  into combine: (_ index: Int, _ result: Result) throws -> Void
) rethrows {
  let wave = 4 * threads
  for start in stride(from: 0, to: count, by: wave) {
    let results = try mapBlocks(min(wave, count - start), threads: threads) { try body(start + $0) }
    for (offset, result) in results.enumerated() { try combine(start + offset, result) }
  }
}
