import Glibc

/// The least seconds of several runs of each piece of work, taken in turns.
///
/// On a machine that is not ours alone the least run is the least disturbed, and turns spread a disturbance evenly.
package func leastSeconds(_ repeats: Int, _ pieces: [() throws -> Void]) throws -> [Double] {
  let clock = ContinuousClock()
  var least = [Double](repeating: .infinity, count: pieces.count)
  for _ in 0..<repeats {
    for (index, piece) in pieces.enumerated() {
      let start = clock.now
      try piece()
      least[index] = min(least[index], (clock.now - start) / .seconds(1))
    }
  }
  return least
}

/// The least seconds of several runs.
package func leastSeconds(_ repeats: Int, _ body: () throws -> Void) throws -> Double {
  try withoutActuallyEscaping(body) { try leastSeconds(repeats, [$0])[0] }
}

extension Double {
  /// A few digits, for tables.
  package func rounded(to digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { power, _ in power * 10 }
    let text = "\((self * scale).rounded() / scale)"
    return digits == 0 && text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

/// Seconds that one run of a piece of work takes.
package func seconds(_ body: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  let start = clock.now
  try body()
  return (clock.now - start) / .seconds(1)
}

/// Processor seconds of all threads while some work runs: on a busy machine they say more than the time that passes.
package func processorSeconds(_ body: () throws -> Void) rethrows -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
  let start = now()
  try body()
  return now() - start
}
