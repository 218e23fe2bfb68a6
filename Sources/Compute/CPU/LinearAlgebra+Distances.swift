extension LinearAlgebra {
  /// ‖a − b‖² of two rows, in an order of its own that depends on their width alone.
  ///
  /// A distance is the same to the bit beside any other rows, which no product of matrices promises; equal rows have
  /// equal distances.
  public static func squaredDistance(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int) -> Float {
    let (left, right) = (UnsafeRawPointer(a), UnsafeRawPointer(b))
    func difference(_ index: Int) -> SIMD8<Float> {
      left.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
        - right.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
    }
    var (even, odd) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
    var index = 0
    while index + 16 <= count {
      let (first, second) = (difference(index), difference(index + 8))
      even += first * first
      odd += second * second
      index += 16
    }
    var sum = (even + odd).sum()
    while index < count {
      sum += (a[index] - b[index]) * (a[index] - b[index])
      index += 1
    }
    return sum
  }

  /// The double-precision form of ``squaredDistance(_:_:count:)``.
  public static func squaredDistance(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int) -> Double {
    let (left, right) = (UnsafeRawPointer(a), UnsafeRawPointer(b))
    func difference(_ index: Int) -> SIMD8<Double> {
      left.loadUnaligned(fromByteOffset: index * 8, as: SIMD8<Double>.self)
        - right.loadUnaligned(fromByteOffset: index * 8, as: SIMD8<Double>.self)
    }
    var sums = SIMD8<Double>.zero
    var index = 0
    while index + 8 <= count {
      let part = difference(index)
      sums += part * part
      index += 8
    }
    var sum = sums.sum()
    while index < count {
      sum += (a[index] - b[index]) * (a[index] - b[index])
      index += 1
    }
    return sum
  }
}
