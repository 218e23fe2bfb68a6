import Compute

extension Activation {
  typealias Vector = SIMD4<Float>

  /// Replaces inputs by activations; `count` is a multiple of four and the memory aligned to whole vectors.
  func apply(to units: UnsafeMutablePointer<Float>, count: Int) {
    let memory = UnsafeMutableRawPointer(units)
    for offset in stride(from: 0, to: count * 4, by: 16) {
      let input = memory.load(fromByteOffset: offset, as: Vector.self)
      memory.storeBytes(of: value(at: input), toByteOffset: offset, as: Vector.self)
    }
  }

  /// Multiplies gradients of activations by the slope, which follows from the activation.
  func chain(_ gradient: UnsafeMutablePointer<Float>, activations: UnsafePointer<Float>, count: Int) {
    let (memory, known) = (UnsafeMutableRawPointer(gradient), UnsafeRawPointer(activations))
    for offset in stride(from: 0, to: count * 4, by: 16) {
      let slope = slope(of: known.load(fromByteOffset: offset, as: Vector.self))
      memory.storeBytes(
        of: memory.load(fromByteOffset: offset, as: Vector.self) * slope, toByteOffset: offset, as: Vector.self)
    }
  }

  @inline(__always)
  private func value(at input: Vector) -> Vector {
    switch self {
    case .relu: return input.replacing(with: 0, where: input .< 0)
    case .tanh:
      // (1 − e⁻²ˣ) / (1 + e⁻²ˣ) for x ≥ 0, and odd.
      let isNegative = input .< 0
      let size = input.replacing(with: -input, where: isNegative)
      let power = Vector.exponential(ofNonPositive: size * -2)
      let value = (1 - power) / (1 + power)
      return value.replacing(with: -value, where: isNegative)
    }
  }

  @inline(__always)
  private func slope(of activation: Vector) -> Vector {
    switch self {
    case .relu: return Vector.zero.replacing(with: 1, where: activation .> 0)
    case .tanh: return 1 - activation * activation
    }
  }
}
