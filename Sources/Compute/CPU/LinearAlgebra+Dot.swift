extension LinearAlgebra {
  /// Σ aᵢbᵢ over `count` numbers, in an order of its own that depends on the count alone.
  ///
  /// Two vectors of eight partial sums, as in ``squaredNorm(_:)``.
  public static func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int) -> Double {
    let (left, right) = (UnsafeRawPointer(a), UnsafeRawPointer(b))
    func product(_ index: Int) -> SIMD8<Double> {
      left.loadUnaligned(fromByteOffset: index * 8, as: SIMD8<Double>.self)
        * right.loadUnaligned(fromByteOffset: index * 8, as: SIMD8<Double>.self)
    }
    var (even, odd) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
    var index = 0
    while index + 16 <= count {
      even += product(index)
      odd += product(index + 8)
      index += 16
    }
    var sum = (even + odd).sum()
    while index < count {
      sum += a[index] * b[index]
      index += 1
    }
    return sum
  }
}
