/// Sums of products of two single-precision numbers, kept without rounding: equal terms give equal sums in any order.
///
/// A sum is a fixed-point number wide enough for every such product, in digits of 32 bits with room for 2³¹ terms
/// before their carries are needed (after Kulisch's long accumulator). O(1) per term, 160 bytes per sum.
public struct ExactSums: Sendable, Hashable {
  /// The number of sums.
  public let count: Int
  /// Digit k of a sum counts 2^(32 k + lowest), [count, digits].
  private var limbs: [Int64]

  private static let digits = 20
  /// A product of two floats has no bit below 2⁻²⁹⁸, and a double's mantissa has 52 bits below its first.
  private static let lowest = -352

  /// Sums of nothing.
  public init(count: Int) {
    (self.count, limbs) = (count, [Int64](repeating: 0, count: count * Self.digits))
  }

  /// Adds a · b to a sum; both must be finite.
  public mutating func add(_ a: Float, _ b: Float = 1, to sum: Int) {
    // 24 bits times 24 bits: the product is exact.
    let product = Double(a) * Double(b)
    precondition(product.isFinite, "a sum of \(a) times \(b)")
    guard product != 0 else { return }
    let mantissa = UInt64(1) << 52 | product.significandBitPattern
    let shift = Int(product.exponent) - 52 - Self.lowest
    let (digit, offset) = (sum * Self.digits + shift / 32, UInt64(shift % 32))
    let low = mantissa << offset
    let high = offset == 0 ? 0 : mantissa >> (64 - offset)
    let sign: Int64 = product < 0 ? -1 : 1
    limbs[digit] += sign * Int64(low & 0xFFFF_FFFF)
    limbs[digit + 1] += sign * Int64(low >> 32)
    limbs[digit + 2] += sign * Int64(high)
  }

  /// A sum as two doubles whose exact sum it is up to 2⁻⁹⁶ of itself.
  public subscript(sum: Int) -> (high: Double, low: Double) {
    let own = Array(limbs[sum * Self.digits..<(sum + 1) * Self.digits])
    let (digits, isNegative) = Self.carried(own)
    guard !isNegative else {
      let (high, low) = Self.leading(Self.carried(own.map { -$0 }).digits)
      return (-high, -low)
    }
    return Self.leading(digits)
  }

  /// Digits from 0 to 2³² − 1, the lowest first, of a sum that is not negative.
  private static func carried(_ limbs: [Int64]) -> (digits: [UInt32], isNegative: Bool) {
    var carry: Int64 = 0
    let digits = limbs.map { limb in
      let total = limb + carry
      carry = total >> 32
      return UInt32(truncatingIfNeeded: total)
    }
    return (digits, carry < 0)
  }

  /// The four leading digits as two doubles.
  private static func leading(_ digits: [UInt32]) -> (high: Double, low: Double) {
    guard let top = digits.lastIndex(where: { $0 > 0 }) else { return (0, 0) }
    func part(_ below: Int) -> Double {
      guard top >= below else { return 0 }
      return Double(sign: .plus, exponent: 32 * (top - below) + lowest, significand: Double(digits[top - below]))
    }
    let (first, second) = (part(0), part(1))
    let sum = first + second
    // The first part is the larger, so the error of the sum is exact.
    let rest = (second - (sum - first)) + (part(2) + part(3))
    let high = sum + rest
    return (high, rest - (high - sum))
  }
}
