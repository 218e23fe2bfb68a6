/// A dense row-major array of numbers with a shape; with ``Table`` the only thing rooms hand on after computing.
public struct NumericArray: Sendable, Hashable {
  public let shape: [Int]
  public let elements: Elements

  /// The stored numbers.
  public enum Elements: Sendable, Hashable {
    case float32([Float])
    case float64([Double])
    case int32([Int32])
    case int64([Int64])
    case uint8([UInt8])

    public var count: Int {
      switch self {
      case .float32(let values): values.count
      case .float64(let values): values.count
      case .int32(let values): values.count
      case .int64(let values): values.count
      case .uint8(let values): values.count
      }
    }
  }

  /// The product of the shape must equal the number of elements.
  public init(shape: [Int], _ elements: Elements) {
    precondition(shape.reduce(1, *) == elements.count, "shape \(shape) holds not \(elements.count) elements")
    (self.shape, self.elements) = (shape, elements)
  }
}
