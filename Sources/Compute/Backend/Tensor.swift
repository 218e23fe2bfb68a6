/// A dense row-major array of single-precision numbers in the memory of a device.
///
/// A handle: copies of the value share the memory. Images are [examples, height, width, channels], so that the channels
/// of a place lie side by side.
public struct Tensor: Sendable {
  public let shape: [Int]
  public let memory: any DeviceMemory

  /// A handle to memory of as many elements as the shape has; called by backends.
  public init(shape: [Int], memory: any DeviceMemory) {
    precondition(shape.allSatisfy { $0 >= 0 }, "no tensor has shape \(shape)")
    (self.shape, self.memory) = (shape, memory)
  }

  /// The number of elements.
  public var count: Int { shape.reduce(1, *) }

  /// The length of the last axis; 1 for a tensor without axes.
  public var width: Int { shape.last ?? 1 }

  /// The number of rows of ``width`` elements.
  public var rows: Int { shape.dropLast().reduce(1, *) }

  /// The same elements under another shape; shares the memory. O(1).
  public func reshaped(_ shape: [Int]) -> Tensor {
    let reshaped = Tensor(shape: shape, memory: memory)
    precondition(reshaped.count == count, "\(self.shape) cannot be reshaped to \(shape)")
    return reshaped
  }

  /// Stops unless the shape is the one expected.
  func require(_ expected: [Int], _ role: String) {
    precondition(shape == expected, "\(role) of shape \(expected) expected, one of \(shape) found")
  }
}
