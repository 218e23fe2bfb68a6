import BigInt

extension Rational: AdditiveArithmetic, Comparable {
  public static let zero = Rational(0)

  /// Divisors are taken out before multiplying (Knuth, The Art of Computer Programming 2, 4.5.1), so that most sums stay
  /// within a machine word.
  public static func + (left: Rational, right: Rational) -> Rational {
    if case .small(let a, let b) = left.form, case .small(let c, let d) = right.form {
      let shared = divisor(b.magnitude, d.magnitude)
      if let first = product(a, d / shared), let second = product(c, b / shared), let top = sum(first, second) {
        let rest = divisor(top.magnitude, shared.magnitude)
        if let bottom = product(b / shared, d / rest) { return Rational(form: .small(top / rest, bottom)) }
      }
    }
    let ((a, b), (c, d)) = (left.parts, right.parts)
    return Rational(reducing: a * d + c * b, b * d)
  }

  public static prefix func - (number: Rational) -> Rational {
    switch number.form {
    case .small(let top, let bottom): Rational(reducing: -top, bottom)
    case .large(let top, let bottom): Rational(reducing: -top, bottom)
    }
  }

  public static func - (left: Rational, right: Rational) -> Rational { left + -right }

  public static func * (left: Rational, right: Rational) -> Rational {
    if case .small(let a, let b) = left.form, case .small(let c, let d) = right.form {
      let (first, second) = (divisor(a.magnitude, d.magnitude), divisor(c.magnitude, b.magnitude))
      if let top = product(a / first, c / second), let bottom = product(b / second, d / first) {
        return Rational(form: .small(top, bottom))
      }
    }
    let ((a, b), (c, d)) = (left.parts, right.parts)
    return Rational(reducing: a * c, b * d)
  }

  /// The divisor must not be 0.
  public static func / (left: Rational, right: Rational) -> Rational {
    precondition(right != 0, "\(left) divided by \(right)")
    if case .small(let a, let b) = left.form, case .small(let c, let d) = right.form,
      let top = product(a, d), let bottom = product(b, c)
    {
      return Rational(reducing: top, bottom)
    }
    let ((a, b), (c, d)) = (left.parts, right.parts)
    return Rational(reducing: a * d, b * c)
  }

  public static func < (left: Rational, right: Rational) -> Bool {
    if case .small(let a, let b) = left.form, case .small(let c, let d) = right.form,
      let first = product(a, d), let second = product(c, b)
    {
      return first < second
    }
    let ((a, b), (c, d)) = (left.parts, right.parts)
    return a * d < c * b
  }

  /// The number without its sign.
  public var magnitude: Rational { self < 0 ? -self : self }

  /// `nil` where the result is no Int whose magnitude is one too.
  private static func product(_ left: Int, _ right: Int) -> Int? {
    let (value, overflows) = left.multipliedReportingOverflow(by: right)
    return overflows || value == .min ? nil : value
  }

  private static func sum(_ left: Int, _ right: Int) -> Int? {
    let (value, overflows) = left.addingReportingOverflow(right)
    return overflows || value == .min ? nil : value
  }
}
