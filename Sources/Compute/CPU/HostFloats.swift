/// Numbers in main memory whose parts several threads read or write, each its own.
struct HostFloats: @unchecked Sendable {
  let start: UnsafeMutablePointer<Float>

  @inline(__always)
  init(_ start: UnsafeMutablePointer<Float>) { self.start = start }

  /// The numbers from an offset on.
  @inline(__always)
  static func + (floats: HostFloats, offset: Int) -> UnsafeMutablePointer<Float> { floats.start + offset }
}

/// Integers in main memory whose parts several threads read or write, each its own.
struct HostIntegers: @unchecked Sendable {
  let start: UnsafeMutablePointer<Int32>

  @inline(__always)
  init(_ start: UnsafeMutablePointer<Int32>) { self.start = start }

  /// The integers from an offset on.
  @inline(__always)
  static func + (integers: HostIntegers, offset: Int) -> UnsafeMutablePointer<Int32> { integers.start + offset }
}

/// Numbers of double precision in main memory whose parts several threads read or write, each its own.
struct HostDoubles: @unchecked Sendable {
  let start: UnsafeMutablePointer<Double>

  @inline(__always)
  init(_ start: UnsafeMutablePointer<Double>) { self.start = start }

  /// The numbers from an offset on.
  @inline(__always)
  static func + (doubles: HostDoubles, offset: Int) -> UnsafeMutablePointer<Double> { doubles.start + offset }
}
