import Compute
import Plot

/// Numbers of worked cases: fractions where they are known exactly, else three decimals.
enum ExactText {
  /// `−1/6`.
  static func of(_ fraction: Rational) -> String { fraction.description.replacing("-", with: "−") }

  /// A number as the fraction it is known to be; what differs by more than rounding is shown as it is.
  static func of(_ number: Double, exactly fraction: Rational?) -> String {
    guard let fraction, abs(fraction.double - number) < 1e-9 else { return NumberText.fixed(number, decimals: 3) }
    return of(fraction)
  }

  /// A number of a table by its own digits: a fraction of small numbers, else three decimals.
  static func of(_ number: Double) -> String {
    guard number.isFinite else { return NumberText.fixed(number, decimals: 3) }
    let fraction = Rational(exactly: number).description
    return fraction.count <= 5 ? fraction.replacing("-", with: "−") : NumberText.fixed(number, decimals: 3)
  }

  /// `2/3, 1/6 and 1/6`.
  static func list(_ texts: [String]) -> String {
    guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
    return texts.dropLast().joined(separator: ", ") + " and " + last
  }
}
