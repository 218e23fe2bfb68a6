import BigInt

extension Rational {
  /// Exactly the number that a finite double stands for: a whole number over a power of two.
  public init(exactly number: Double) {
    precondition(number.isFinite, "\(number) is no fraction")
    guard number != 0 else {
      self = 0
      return
    }
    // 53 bits hold every significand, those of subnormal numbers included.
    let whole = BigInt(Int(number.significand * 0x1p52)) * (number.sign == .minus ? -1 : 1)
    let exponent = Int(number.exponent) - 52
    self.init(reducing: exponent > 0 ? whole << exponent : whole, exponent < 0 ? BigInt(1) << -exponent : 1)
  }

  /// The nearest double; subnormal results may be one bit off.
  public var double: Double {
    let (top, bottom) = parts
    guard top != 0 else { return 0 }
    // The quotient gets 62 or 63 bits, the lowest of which also tells whether anything was cut: rounding it once is
    // rounding the fraction.
    let shift = 62 - (top.magnitude.bitWidth - bottom.magnitude.bitWidth)
    let scaled = shift > 0 ? top.magnitude << shift : top.magnitude
    let (quotient, rest) = scaled.quotientAndRemainder(
      dividingBy: shift < 0 ? bottom.magnitude << -shift : bottom.magnitude)
    let magnitude = Double(UInt64(quotient) | (rest == 0 ? 0 : 1))
    return Double(sign: top.signum() < 0 ? .minus : .plus, exponent: -shift, significand: magnitude)
  }
}
