extension SIMD4 where Scalar == Float {
  /// eˣ of each lane for x ≤ 0, with a relative error below 2·10⁻⁷; arguments below −87.3 give e⁻⁸⁷·³.
  ///
  /// x = k ln 2 + r with |r| ≤ ln 2 / 2, a polynomial in r, and k added to the exponent. The coefficients are those of
  /// Cephes' `expf`. Only IEEE additions and multiplications in a fixed order: the same bits on every processor.
  @inline(__always)
  static func exponential(ofNonPositive argument: SIMD4<Float>) -> SIMD4<Float> {
    let least = SIMD4<Float>(repeating: -87.3)
    let x = argument.replacing(with: least, where: argument .< least)
    // Adding 1.5 · 2²³ leaves the rounded product in the low bits.
    let shifted = x * 1.442_695_04 + 12_582_912
    let k = shifted - 12_582_912
    let r = (x - k * 0.693_359_375) - k * -2.121_944_40e-4
    var sum = r * 1.987_569_150_0e-4 + 1.398_199_950_7e-3
    sum = sum * r + 8.333_451_907_3e-3
    sum = sum * r + 4.166_579_589_4e-2
    sum = sum * r + 1.666_666_545_9e-1
    sum = sum * r + 5.000_000_120_1e-1
    let power = sum * (r * r) + r + 1
    let exponent = (unsafeBitCast(shifted, to: SIMD4<Int32>.self) &+ 127) &<< 23
    return power * unsafeBitCast(exponent, to: SIMD4<Float>.self)
  }
}
