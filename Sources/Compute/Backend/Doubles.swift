/// A dense row-major array of double-precision numbers in the memory of a device: sums that must keep their digits.
///
/// A handle, as ``Tensor`` is.
public struct Doubles: Sendable {
  public let shape: [Int]
  public let memory: any DeviceMemory

  /// A handle to memory of as many elements as the shape has; called by backends.
  public init(shape: [Int], memory: any DeviceMemory) {
    precondition(shape.allSatisfy { $0 >= 0 }, "no array has shape \(shape)")
    (self.shape, self.memory) = (shape, memory)
  }

  /// The number of elements.
  public var count: Int { shape.reduce(1, *) }

  /// Stops unless the shape is the one expected.
  func require(_ expected: [Int], _ role: String) {
    precondition(shape == expected, "\(role) of shape \(expected) expected, one of \(shape) found")
  }
}
