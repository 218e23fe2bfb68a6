import BigInt

/// A fraction of whole numbers of any size in lowest terms: arithmetic without rounding.
///
/// Most fractions fit into two machine words and never meet the big integers behind the others.
public struct Rational: Sendable, Hashable {
  let form: Form

  /// Denominators are positive and share no divisor with numerators; `small` wherever both fit, so equal is equal.
  enum Form: Sendable, Hashable {
    case small(Int, Int)
    case large(BigInt, BigInt)
  }

  /// A fraction of two whole numbers; the denominator must not be 0.
  public init(_ numerator: Int, over denominator: Int = 1) {
    precondition(denominator != 0, "\(numerator) over \(denominator) is no number")
    if numerator != .min, denominator != .min {
      self.init(reducing: numerator, denominator)
    } else {
      self.init(reducing: BigInt(numerator), BigInt(denominator))
    }
  }

  /// Takes parts already in the form they are kept in.
  init(form: Form) { self.form = form }

  init(reducing numerator: Int, _ denominator: Int) {
    let divisor = Self.divisor(numerator.magnitude, denominator.magnitude) * (denominator < 0 ? -1 : 1)
    form = .small(numerator / divisor, denominator / divisor)
  }

  init(reducing numerator: BigInt, _ denominator: BigInt) {
    let divisor = numerator.greatestCommonDivisor(with: denominator) * BigInt(denominator.signum())
    let (top, bottom) = (numerator / divisor, denominator / divisor)
    // Int.min is left to the big form: its magnitude is no Int.
    if let first = Int(exactly: top), let second = Int(exactly: bottom), first != .min {
      form = .small(first, second)
    } else {
      form = .large(top, bottom)
    }
  }

  /// The greatest common divisor by Euclid; neither number exceeds Int.max, and the second is positive.
  static func divisor(_ first: UInt, _ second: UInt) -> Int {
    var (first, second) = (first, second)
    while second != 0 { (first, second) = (second, first % second) }
    return Int(first)
  }

  /// Numerator and denominator.
  var parts: (BigInt, BigInt) {
    switch form {
    case .small(let top, let bottom): (BigInt(top), BigInt(bottom))
    case .large(let top, let bottom): (top, bottom)
    }
  }
}

extension Rational: CustomStringConvertible, ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }

  /// As a reader writes it: "−" as a hyphen, no denominator of 1.
  public var description: String {
    let (top, bottom) = parts
    return bottom == 1 ? "\(top)" : "\(top)/\(bottom)"
  }
}
