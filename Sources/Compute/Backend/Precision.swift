/// How exact a graphics processor's large products and convolutions are; everything else is in single precision or better.
public enum Precision: String, Sendable, Hashable, CaseIterable {
  /// Factors and sums in single precision: 24 binary digits.
  case single
  /// Factors rounded to 11 binary digits with the range of single precision, sums in single precision.
  case tf32
  /// Factors rounded to 8 binary digits with the range of single precision, sums in single precision; results of
  /// convolutions may be rounded so too.
  case bfloat16
}
