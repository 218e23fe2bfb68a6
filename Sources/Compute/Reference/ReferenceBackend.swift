/// Plain loops in double precision that define what every primitive means; for tests.
///
/// Tensors start as NaN, so that reading what was never written shows.
public struct ReferenceBackend: Backend {
  public let name = "reference"
  public init() {}

  public func allocate(_ shape: [Int]) -> Tensor {
    Tensor(shape: shape, memory: ReferenceMemory([Double](repeating: .nan, count: shape.reduce(1, *))))
  }

  public func allocateIndices(_ shape: [Int]) -> Indices {
    Indices(shape: shape, memory: ReferenceIndices([Int32](repeating: -1, count: shape.reduce(1, *))))
  }

  public func upload(_ values: [Float], into output: Tensor) { set(output, values.map(Double.init)) }

  /// output ← values, row-major and in double precision.
  public func set(_ output: Tensor, _ values: [Double]) {
    precondition(values.count == output.count, "\(values.count) values for \(output.shape)")
    memory(output).elements = values
  }

  public func upload(_ values: [Int32], into output: Indices) {
    precondition(values.count == output.count, "\(values.count) values for \(output.shape)")
    memory(output).elements = values
  }

  public func download(_ tensor: Tensor) -> [Float] { memory(tensor).elements.map { Float($0) } }
  public func download(_ indices: Indices) -> [Int32] { memory(indices).elements }

  /// The elements in double precision, row-major.
  public func values(of tensor: Tensor) -> [Double] { memory(tensor).elements }

  public func allocateDoubles(_ shape: [Int]) -> Doubles {
    Doubles(shape: shape, memory: ReferenceMemory([Double](repeating: .nan, count: shape.reduce(1, *))))
  }

  public func upload(_ values: [Double], into output: Doubles) {
    precondition(values.count == output.count, "\(values.count) values for \(output.shape)")
    memory(output).elements = values
  }

  public func download(_ doubles: Doubles) -> [Double] { memory(doubles).elements }

  public func fill(_ doubles: Doubles, with value: Double) {
    memory(doubles).elements = [Double](repeating: value, count: doubles.count)
  }

  public func synchronise() {}

  public func copy(_ tensor: Tensor, into output: Tensor) {
    output.require(tensor.shape, "an output")
    memory(output).elements = memory(tensor).elements
  }

  public func copy(_ slices: Tensor, into output: Tensor, from first: Int) {
    let s = SliceShape(all: output, from: first, some: slices)
    memory(output).elements.replaceSubrange(
      first * s.width..<first * s.width + slices.count, with: memory(slices).elements)
  }

  public func fill(_ tensor: Tensor, with value: Float) {
    memory(tensor).elements = [Double](repeating: Double(value), count: tensor.count)
  }

  func memory(_ tensor: Tensor) -> ReferenceMemory {
    guard let memory = tensor.memory as? ReferenceMemory else {
      preconditionFailure("a tensor \(tensor.shape) of another device was given to the reference backend")
    }
    return memory
  }

  func memory(_ doubles: Doubles) -> ReferenceMemory {
    guard let memory = doubles.memory as? ReferenceMemory else {
      preconditionFailure("numbers \(doubles.shape) of another device were given to the reference backend")
    }
    return memory
  }

  func memory(_ indices: Indices) -> ReferenceIndices {
    guard let memory = indices.memory as? ReferenceIndices else {
      preconditionFailure("indices \(indices.shape) of another device were given to the reference backend")
    }
    return memory
  }
}
