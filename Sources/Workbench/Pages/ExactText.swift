import Compute
import Plot

/// Numbers of worked cases: fractions where they are known exactly, else three decimals.
enum ExactText {
  /// `−1/6`.
  static func of(_ fraction: Rational) -> String { fraction.description.replacing("-", with: "−") }

  /// Numbers as the fractions they are known to be; all with three decimals where one differs by more than rounding.
  static func of(_ numbers: [Double], exactly fractions: [Rational]?) -> [String] {
    if let fractions, agree(numbers, fractions) { return fractions.map { of($0) } }
    return numbers.map { NumberText.fixed($0, decimals: 3) }
  }

  /// Whether numbers are fractions up to rounding.
  static func agree(_ numbers: [Double], _ fractions: [Rational]) -> Bool {
    zip(numbers, fractions).allSatisfy { abs($0 - $1.double) < 1e-9 }
  }

  /// A number with three decimals; whole numbers without, though rounding may hide what they lack.
  static func of(_ number: Double) -> String {
    abs(number - number.rounded()) < 1e-9
      ? NumberText.fixed(number, decimals: 0) : NumberText.fixed(number, decimals: 3)
  }

  /// `2/3, 1/6 and 1/6`.
  static func list(_ texts: [String]) -> String {
    guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
    return texts.dropLast().joined(separator: ", ") + " and " + last
  }
}
