/// Shares of a number of examples.
enum Fraction {
  /// ⌊share · count⌋, where a share like 0.3, which binary numbers cannot hold, is not rounded down to one less.
  static func count(_ share: Double, of count: Int) -> Int { min(count, Int(share * Double(count) + 1e-9)) }
}
