import BigInt

extension Rational: LosslessStringConvertible {
  /// The most digits before or behind the point, and the largest power of ten, that a text may ask for.
  private static let longest = 400

  /// Reads what ``description`` writes and decimals, exactly: "2", "-1/6", "0.25", "1e-05"; `nil` for any other text.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let top = Self.decimal(parts[0]) else { return nil }
    guard parts.count == 2 else {
      self = top
      return
    }
    guard let bottom = Self.decimal(parts[1]), bottom != 0 else { return nil }
    self = top / bottom
  }

  /// The fraction that the shortest decimal of a finite double stands for: 0.1 is one tenth.
  public init(written number: Double) {
    precondition(number.isFinite, "\(number) is no fraction")
    self = Rational("\(number)") ?? Rational(exactly: number)
  }

  private static func decimal(_ text: Substring) -> Rational? {
    let halves = text.split(separator: "e", omittingEmptySubsequences: false)
    guard halves.count <= 2, let mantissa = mantissa(halves[0]) else { return nil }
    guard halves.count == 2 else { return mantissa }
    guard let exponent = Int(halves[1]), exponent.magnitude <= longest else { return nil }
    let power = Rational(reducing: BigInt(10).power(Int(exponent.magnitude)), 1)
    return exponent < 0 ? mantissa / power : mantissa * power
  }

  private static func mantissa(_ text: Substring) -> Rational? {
    let isNegative = text.hasPrefix("-")
    let digits = text.drop { $0 == "-" }
    guard text.count - digits.count <= 1 else { return nil }
    let halves = digits.split(separator: ".", omittingEmptySubsequences: false)
    let whole = halves.joined()
    guard halves.count <= 2, (1...longest).contains(whole.count), whole.allSatisfy({ ("0"..."9").contains($0) }),
      let number = BigInt(whole)
    else { return nil }
    let places = halves.count == 2 ? halves[1].count : 0
    return Rational(reducing: isNegative ? -number : number, BigInt(10).power(places))
  }
}
