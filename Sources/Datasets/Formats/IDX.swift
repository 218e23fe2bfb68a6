import Vocabulary

/// The IDX format of the MNIST files: a big-endian header with element type and sizes, then the elements.
enum IDX {
  /// Reads an array, from gzip too; errors name the byte.
  static func array(_ bytes: [UInt8], path: String) throws(DatasetError) -> NumericArray {
    let bytes = try Gzip.contents(of: bytes, path: path)
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0 else {
      throw .malformed(path: path, at: .byte(0), reason: "expected an IDX file beginning with two zero bytes")
    }
    let shape = try shape(bytes, path: path)
    let count = shape.reduce(1, *)
    let start = 4 + 4 * shape.count
    guard let width = widths[bytes[2]] else {
      throw .malformed(
        path: path, at: .byte(2),
        reason: "element type \(bytes[2]) is none of IDX's (8 and 9 for bytes, 11 to 14 for longer numbers)")
    }
    let (size, isTooLarge) = count.multipliedReportingOverflow(by: width)
    guard !isTooLarge, bytes.count - start == size else {
      throw .malformed(
        path: path, at: .byte(bytes.count),
        reason: "shape \(shape) needs \(count) elements of \(width) bytes after the header; "
          + "the file has \(bytes.count - start) bytes there")
    }
    return NumericArray(shape: shape, elements(bytes, from: start, count: count))
  }

  /// Bytes per element by type code.
  private static let widths: [UInt8: Int] = [0x08: 1, 0x09: 1, 0x0B: 2, 0x0C: 4, 0x0D: 4, 0x0E: 8]

  private static func shape(_ bytes: [UInt8], path: String) throws(DatasetError) -> [Int] {
    let dimensions = Int(bytes[3])
    guard dimensions > 0, bytes.count >= 4 + 4 * dimensions else {
      throw .malformed(
        path: path, at: .byte(min(bytes.count, 3)),
        reason: "the header announces \(dimensions) dimensions; the file has \(bytes.count) bytes")
    }
    let shape = (0..<dimensions).map { Int(word(bytes, at: 4 + 4 * $0)) }
    // Sizes below 2³² multiply without overflow while the product stays below 2³¹.
    var count = 1
    for size in shape {
      count *= size
      guard count < 1 << 31 else {
        throw .malformed(path: path, at: .byte(4), reason: "shape \(shape) holds more than 2³¹ elements")
      }
    }
    return shape
  }

  private static func elements(_ bytes: [UInt8], from start: Int, count: Int) -> NumericArray.Elements {
    switch bytes[2] {
    case 0x08: .uint8(Array(bytes[start...]))
    case 0x09: .int32((0..<count).map { Int32(Int8(bitPattern: bytes[start + $0])) })
    case 0x0B: .int32((0..<count).map { Int32(Int16(truncatingIfNeeded: half(bytes, at: start + 2 * $0))) })
    case 0x0C: .int32((0..<count).map { Int32(bitPattern: word(bytes, at: start + 4 * $0)) })
    case 0x0D: .float32((0..<count).map { Float(bitPattern: word(bytes, at: start + 4 * $0)) })
    default: .float64((0..<count).map { Double(bitPattern: double(bytes, at: start + 8 * $0)) })
    }
  }

  private static func half(_ bytes: [UInt8], at offset: Int) -> UInt16 {
    UInt16(bytes[offset]) << 8 | UInt16(bytes[offset + 1])
  }

  private static func word(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    UInt32(half(bytes, at: offset)) << 16 | UInt32(half(bytes, at: offset + 2))
  }

  private static func double(_ bytes: [UInt8], at offset: Int) -> UInt64 {
    UInt64(word(bytes, at: offset)) << 32 | UInt64(word(bytes, at: offset + 4))
  }
}
