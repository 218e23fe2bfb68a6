import Glibc

/// The distance of ticks, one of 1, 2, 2.5 and 5 times a power of ten, kept as exact parts.
struct TickStep: Sendable, Hashable {
  let mantissa: Double
  let exponent: Int

  /// The smallest such step that cuts a length into at most `count` parts.
  init(cutting length: Double, into count: Int) {
    precondition(length > 0 && length.isFinite && count > 0, "cannot cut a length of \(length) into \(count) parts")
    let raw = length / Double(count)
    let exponent = Int(floor(log10(raw)))
    let unit = NumberText.powerOfTen(exponent)
    // Rounding in the division must not turn an exact fit into the next larger step.
    let fit = [1, 2, 2.5, 5].first { $0 * unit >= raw * (1 - 1e-9) }
    (mantissa, self.exponent) = fit.map { ($0, exponent) } ?? (1, exponent + 1)
  }

  /// From whole number to whole number.
  static let one = TickStep(cutting: 1, into: 1)

  /// The multiple of the step; division by a power of ten keeps 0.3 from becoming 0.30000000000000004.
  func value(_ multiple: Int) -> Double {
    exponent < 0
      ? Double(multiple) * mantissa / NumberText.powerOfTen(-exponent)
      : Double(multiple) * mantissa * NumberText.powerOfTen(exponent)
  }

  var size: Double { value(1) }

  /// The multiples inside a range, ends included.
  func multiples(from lower: Double, to upper: Double) -> ClosedRange<Int>? {
    let first = Int((lower / size - 1e-9).rounded(.up))
    let last = Int((upper / size + 1e-9).rounded(.down))
    return first <= last ? first...last : nil
  }

  /// How many decimals tell the ticks apart.
  var decimals: Int { max(0, (mantissa == 2.5 ? 1 : 0) - exponent) }
}
