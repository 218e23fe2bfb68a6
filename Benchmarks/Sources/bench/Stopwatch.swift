/// Seconds of the median of several runs.
func medianSeconds(_ repeats: Int, _ body: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  var seconds: [Double] = []
  for _ in 0..<repeats {
    let start = clock.now
    try body()
    seconds.append((clock.now - start) / .seconds(1))
  }
  seconds.sort()
  return seconds[repeats / 2]
}

extension Double {
  /// A few digits, for tables.
  func rounded(to digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { power, _ in power * 10 }
    let text = "\((self * scale).rounded() / scale)"
    return digits == 0 && text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
