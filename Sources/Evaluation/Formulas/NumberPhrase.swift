/// Short decimal texts for prose.
enum NumberPhrase {
  /// Two significant digits, such as "1.1e-16"; "0" for 0.
  static func scientific(_ number: Double) -> String {
    guard number != 0, number.isFinite else { return number == 0 ? "0" : "\(number)" }
    var (mantissa, exponent) = (abs(number), 0)
    while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    let tenths = Int((mantissa * 10).rounded())
    let (digits, power) = tenths == 100 ? (10, exponent + 1) : (tenths, exponent)
    return "\(number < 0 ? "-" : "")\(digits / 10).\(digits % 10)e\(power)"
  }

  /// At most four digits behind the point unless more are asked for, without trailing zeros; what would show as 0 and is not,
  /// in scientific form.
  static func decimal(_ number: Double, digits: Int = 4) -> String {
    let power = (0..<digits).reduce(1.0) { power, _ in power * 10 }
    let scaled = (number * power).rounded()
    guard scaled.magnitude < 1e15, scaled != 0 || number == 0 else { return scientific(number) }
    let rounded = scaled / power
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
