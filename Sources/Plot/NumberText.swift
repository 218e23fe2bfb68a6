import Glibc

/// Writes numbers the same way everywhere, with a true minus sign.
public enum NumberText {
  /// A number with a fixed count of decimals, halves rounded away from zero; "–" where there is none. A number of more
  /// than some fifteen digits is written with three of them and a power of ten.
  public static func fixed(_ number: Double, decimals: Int) -> String {
    guard number.isFinite else { return number.isNaN ? "–" : number > 0 ? "∞" : "−∞" }
    let power = powerOfTen(decimals)
    let scaled = rounded(abs(number), times: power)
    guard scaled < 1e15 else { return scientific(number, Int(floor(log10(abs(number))))) }
    let (whole, rest) = Int(scaled).quotientAndRemainder(dividingBy: Int(power))
    let sign = number < 0 && scaled > 0 ? "−" : ""
    if decimals == 0 { return "\(sign)\(whole)" }
    let digits = "\(rest)"
    return "\(sign)\(whole)." + String(repeating: "0", count: decimals - digits.count) + digits
  }

  /// The exact product rounded, halves up: 1.115 · 100 is a little below 111.5, although as a double it is 111.5.
  private static func rounded(_ number: Double, times power: Double) -> Double {
    let product = number * power
    let isBelow = (-product).addingProduct(number, power) < 0
    return isBelow && product - product.rounded(.down) == 0.5 ? product.rounded(.down) : product.rounded()
  }

  /// A number with about three significant digits, for captions and alternative texts.
  public static func short(_ number: Double) -> String {
    guard number.isFinite, number != 0 else { return fixed(number, decimals: 0) }
    let magnitude = Int(floor(log10(abs(number))))
    if magnitude < -4 || magnitude >= 12 { return scientific(number, magnitude) }
    if magnitude >= 4 { return compact(number, decimals: 0) }
    let text = fixed(number, decimals: min(max(0, 2 - magnitude), 6))
    return text.contains(".") ? trimmed(text) : text
  }

  /// Numbers to stand near each other: as many decimals for all as give the largest three significant digits.
  public static func aligned(_ numbers: [Double]) -> [String] {
    let largest = numbers.filter(\.isFinite).map(abs).max() ?? 0
    let magnitude = largest > 0 ? Int(floor(log10(largest))) : 0
    if magnitude < -4 || magnitude > 4 { return numbers.map(short) }
    return numbers.map { fixed($0, decimals: max(0, 2 - magnitude)) }
  }

  /// A number with thousands as k, millions as M and billions as G; decimals are those of the number in that unit.
  static func compact(_ number: Double, decimals: Int) -> String {
    for (unit, suffix) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where abs(number) >= unit {
      let text = fixed(number / unit, decimals: 2)
      return trimmed(text) + suffix
    }
    return fixed(number, decimals: decimals)
  }

  static func scientific(_ number: Double, _ magnitude: Int) -> String {
    let mantissa = trimmed(fixed(number * powerOfTen(-magnitude), decimals: 2))
    return "\(mantissa)e\(magnitude < 0 ? "−" : "")\(abs(magnitude))"
  }

  /// Without zeros at the end of the decimals.
  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var end = text
    while end.hasSuffix("0") { end.removeLast() }
    if end.hasSuffix(".") { end.removeLast() }
    return end
  }

  /// Exact for the exponents that doubles can hold exactly.
  static func powerOfTen(_ exponent: Int) -> Double { pow(10, Double(exponent)) }
}
