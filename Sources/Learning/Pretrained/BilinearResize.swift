/// Bilinear resizing of a plane of bytes with the rounding of the imaging library Pillow, which the images behind pretrained
/// weights were resized by.
///
/// Columns are resized first and rounded to bytes, then rows; weights are whole multiples of 2⁻²². Where an image shrinks,
/// the triangle of weights grows with the step, so that every pixel counts. Source: Pillow's documentation of
/// `Image.resize` with `BILINEAR`.
struct BilinearResize: Sendable {
  private let columns: ResizeWeights
  private let rows: ResizeWeights

  /// From planes of height × width to squares of a side.
  init(height: Int, width: Int, side: Int) {
    (columns, rows) = (ResizeWeights(from: width, to: side), ResizeWeights(from: height, to: side))
  }

  /// A plane, row by row, in its new size. O(side · (height + side) · weights).
  func resized(_ plane: [UInt8]) -> [UInt8] {
    precondition(plane.count == rows.length * columns.length, "\(plane.count) pixels in a plane of another size")
    var narrow = [UInt8](repeating: 0, count: rows.length * columns.count)
    for row in 0..<rows.length {
      for column in 0..<columns.count {
        narrow[row * columns.count + column] = columns.pixel(column, of: plane, from: row * columns.length, step: 1)
      }
    }
    var square = [UInt8](repeating: 0, count: rows.count * columns.count)
    for row in 0..<rows.count {
      for column in 0..<columns.count {
        square[row * columns.count + column] = rows.pixel(row, of: narrow, from: column, step: columns.count)
      }
    }
    return square
  }
}

/// The pixels of a line that each pixel of the resized line is a mean of.
private struct ResizeWeights: Sendable {
  /// Pixels of the line, and of the resized line.
  let length: Int
  let count: Int
  /// First pixel of each mean.
  private var firsts: [Int] = []
  /// In units of 2⁻²², one list for each mean.
  private var weights: [[Int]] = []

  /// Bits behind the point of a weight.
  private static let bits = 22

  init(from length: Int, to count: Int) {
    (self.length, self.count) = (length, count)
    let scale = Double(length) / Double(count)
    let reach = max(1, scale)
    for index in 0..<count {
      let centre = (Double(index) + 0.5) * scale
      let first = max(0, Int(centre - reach + 0.5))
      let end = min(length, Int(centre + reach + 0.5))
      let triangle = (first..<end).map { max(0, 1 - abs((Double($0) - centre + 0.5) / reach)) }
      let sum = triangle.reduce(0, +)
      firsts.append(first)
      weights.append(triangle.map { Int(0.5 + $0 / sum * Double(1 << Self.bits)) })
    }
  }

  /// One pixel of the resized line, whose pixels lie `step` apart.
  func pixel(_ index: Int, of plane: [UInt8], from start: Int, step: Int) -> UInt8 {
    var sum = 1 << (Self.bits - 1)
    var place = start + firsts[index] * step
    for weight in weights[index] {
      sum += Int(plane[place]) * weight
      place += step
    }
    return UInt8(clamping: sum >> Self.bits)
  }
}
