/// Shares of a number of examples.
public enum Fraction {
  /// ⌊share · count⌋ of the decimal share as written: 0.29 of 100 is 29, although the nearest binary number is smaller.
  public static func count(_ share: Double, of count: Int) -> Int { min(count, Int(share * Double(count) + 1e-9)) }
}
