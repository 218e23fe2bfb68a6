public import Compute

/// How the numbers and players of a worked example are written in CommonMark and TeX.
public struct WorkedNotation: Sendable, Hashable {
  /// A name for each player.
  public let names: [String]

  public init(names: [String]) { self.names = names }

  /// The most digits of a numerator or denominator that a line has room for.
  private static let digits = 7

  /// TeX: `\frac{1}{6}`, `-\frac{1}{6}`, `2`; a decimal where the fraction is too long to read.
  public static func tex(_ number: Rational) -> String {
    let text = number.magnitude.description
    let sign = number < 0 ? "-" : ""
    let parts = text.split(separator: "/")
    guard parts.allSatisfy({ $0.count <= digits }) else { return sign + rounded(number.magnitude) }
    return parts.count == 2 ? "\(sign)\\frac{\(parts[0])}{\(parts[1])}" : sign + text
  }

  /// TeX of a positive number with four significant digits, `0.3333` or `1.2 \cdot 10^{-7}`, however large or small it is.
  private static func rounded(_ number: Rational) -> String {
    var (mantissa, exponent) = (number, 0)
    while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    if -4...6 ~= exponent { return NumberPhrase.decimal(number.double, digits: max(0, 3 - exponent)) }
    return "\(NumberPhrase.decimal(mantissa.double, digits: 3)) \\cdot 10^{\(exponent)}"
  }

  /// Whether a number is written in full.
  public static func isWritten(_ number: Rational) -> Bool {
    number.magnitude.description.split(separator: "/").allSatisfy { $0.count <= digits }
  }

  /// TeX of a number that follows an operator: negative ones in parentheses.
  static func operand(_ number: Rational) -> String {
    number < 0 ? "\\left(\(tex(number))\\right)" : tex(number)
  }

  /// TeX of a sum of numbers, each with its sign.
  static func sum(_ numbers: [Rational]) -> String {
    numbers.enumerated().map { index, number in
      (index == 0 ? (number < 0 ? "-" : "") : (number < 0 ? " - " : " + ")) + tex(number.magnitude)
    }.joined()
  }

  static func vector(_ numbers: [Rational]) -> String {
    "\\left(\(numbers.map(tex).joined(separator: ",\\, "))\\right)"
  }

  /// CommonMark of a number inside a line or a cell.
  public static func inline(_ number: Rational) -> String {
    isWritten(number) ? "$\(tex(number))$" : "$\\approx \(tex(number))$"
  }

  /// TeX of a player.
  func tex(_ player: Int) -> String {
    let name = names[player]
    return name.allSatisfy { $0.isASCII && $0.isNumber } ? name : "\\text{\(name)}"
  }

  /// CommonMark of a coalition: "{Ada, Bo}", or the empty set.
  func coalition(_ mask: Int) -> String {
    mask == 0
      ? "$\\emptyset$" : "{\(WorkedExample.members(of: mask).map { names[$0] }.joined(separator: ", "))}"
  }
}

/// A pipe table of CommonMark cells.
struct WorkedGrid {
  enum Alignment: String { case left = ":--", center = ":-:", right = "--:" }

  let head: [String]
  let alignments: [Alignment]
  let rows: [[String]]

  var text: String {
    ([head, alignments.map(\.rawValue)] + rows).map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
  }

  /// The same rows in several columns of columns, read downwards.
  func folded(into blocks: Int) -> WorkedGrid {
    let height = (rows.count + blocks - 1) / blocks
    let filled = (0..<height).map { row in
      (0..<blocks).flatMap { block in
        let index = block * height + row
        return index < rows.count ? rows[index] : head.map { _ in "" }
      }
    }
    return WorkedGrid(
      head: (0..<blocks).flatMap { _ in head }, alignments: (0..<blocks).flatMap { _ in alignments }, rows: filled)
  }
}
