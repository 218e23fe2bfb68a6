public import Vocabulary

/// A dense row-major matrix of single-precision numbers, [rows, columns].
public struct Matrix: Sendable, Hashable {
  public let rows: Int
  public let columns: Int
  /// Row-major elements, [rows · columns].
  public var elements: [Float]

  public init(rows: Int, columns: Int, _ elements: [Float]) {
    precondition(rows * columns == elements.count, "[\(rows), \(columns)] holds not \(elements.count) elements")
    (self.rows, self.columns, self.elements) = (rows, columns, elements)
  }

  /// A matrix of zeros.
  public init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, [Float](repeating: 0, count: rows * columns))
  }

  public subscript(row: Int, column: Int) -> Float {
    get { elements[row * columns + column] }
    set { elements[row * columns + column] = newValue }
  }

  /// The rows at some positions, in that order. O(count · columns).
  public func rows(_ indices: [Int]) -> Matrix {
    var gathered = [Float]()
    gathered.reserveCapacity(indices.count * columns)
    for row in indices { gathered.append(contentsOf: elements[row * columns..<(row + 1) * columns]) }
    return Matrix(rows: indices.count, columns: columns, gathered)
  }

  /// The same numbers as an array of shape [rows, columns].
  public var array: NumericArray { NumericArray(shape: [rows, columns], .float32(elements)) }

  /// Reads an array of two dimensions and single precision; anything else is our mistake.
  public init(_ array: NumericArray) {
    guard array.shape.count == 2, case .float32(let elements) = array.elements else {
      preconditionFailure("no single-precision matrix of shape \(array.shape)")
    }
    self.init(rows: array.shape[0], columns: array.shape[1], elements)
  }
}
