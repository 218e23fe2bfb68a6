import Compute
import Vocabulary

extension NumericArray {
  /// Rows of features from an array of two or more dimensions, all but the first flattened, each number divided by
  /// `divisor`. A number that is not finite in single precision is an error naming row and feature.
  func rows(dividedBy divisor: Double, path: String) throws(DatasetError) -> Matrix {
    guard shape.count >= 2 else {
      throw .malformed(
        path: path, at: .file, reason: "expected features of at least two dimensions, found shape \(shape)")
    }
    // Beside a size of 0 the other sizes may be anything; their product may not even be a number.
    guard !shape.contains(0) else {
      throw .malformed(path: path, at: .file, reason: "expected rows of features, found none in shape \(shape)")
    }
    let width = shape.dropFirst().reduce(1, *)
    let numbers = floats(dividedBy: divisor)
    if let index = numbers.firstUndefined {
      throw .malformed(
        path: path, at: .element(row: index / width, column: index % width),
        reason: "expected a finite number, found \(numbers[index])")
    }
    return Matrix(rows: shape[0], columns: width, numbers)
  }

  private func floats(dividedBy divisor: Double) -> [Float] {
    switch elements {
    case .uint8(let values):
      let quotients = (0..<256).map { Float(Double($0) / divisor) }
      return values.converted { quotients[Int($0)] }
    case .float32(let values): return divisor == 1 ? values : values.converted { Float(Double($0) / divisor) }
    case .float64(let values): return values.converted { Float($0 / divisor) }
    case .int32(let values): return values.converted { Float(Double($0) / divisor) }
    case .int64(let values): return values.converted { Float(Double($0) / divisor) }
    }
  }

  /// Labels from an array of shape [n] or [n, 1] of whole numbers.
  func labels(path: String) throws(DatasetError) -> [String] {
    guard shape.count == 1 || shape.count == 2 && shape[1] == 1 else {
      throw .malformed(path: path, at: .file, reason: "expected labels of shape [n], found shape \(shape)")
    }
    switch elements {
    case .uint8(let values): return values.map { "\($0)" }
    case .int32(let values): return values.map { "\($0)" }
    case .int64(let values): return values.map { "\($0)" }
    case .float32(let values): return try Self.whole(values.map { Double($0) }, path: path)
    case .float64(let values): return try Self.whole(values, path: path)
    }
  }

  private static func whole(_ values: [Double], path: String) throws(DatasetError) -> [String] {
    if let index = values.firstIndex(where: { Int(exactly: $0) == nil }) {
      throw .malformed(
        path: path, at: .element(row: index, column: 0),
        reason: "expected a whole number as label, found \(values[index])")
    }
    return values.map { "\(Int($0))" }
  }

  /// The picture a row is, for arrays [n, height, width] and [n, channels, height, width] with 1 or 3 channels.
  var imageShape: ImageShape? {
    switch shape.count {
    case 3: ImageShape(channels: 1, height: shape[1], width: shape[2])
    case 4 where shape[1] == 1 || shape[1] == 3:
      ImageShape(channels: shape[1], height: shape[2], width: shape[3])
    default: nil
    }
  }
}

extension Array {
  /// ``map`` into floats by pointer: data sets have tens of millions of numbers.
  fileprivate func converted(_ convert: (Element) -> Float) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { target, filled in
      withUnsafeBufferPointer { source in
        for index in 0..<source.count { target.initializeElement(at: index, to: convert(source[index])) }
      }
      filled = count
    }
  }
}

extension [Float] {
  /// The position of the first NaN or infinity. The common case, none, is one pass without branches.
  fileprivate var firstUndefined: Int? {
    let largest = withUnsafeBufferPointer { numbers in
      numbers.reduce(into: UInt32(0)) { $0 = Swift.max($0, $1.magnitude.bitPattern) }
    }
    return largest < Float.infinity.bitPattern ? nil : firstIndex { !$0.isFinite }
  }
}
