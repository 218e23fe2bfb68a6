/// Why bytes are not arrays in the safetensors format.
public enum SafeTensorsError: Error, Hashable, Sendable {
  /// Not even the length of a header, in bytes.
  case tooShort(found: Int)
  /// A header longer than the file, or than any that is read.
  case header(length: UInt64, limit: Int)
  /// A header that is no JSON object in UTF-8.
  case notJSON(length: Int)
  /// A name that the header has twice.
  case duplicate(name: String)
  /// What the header says under a name is not what it should be.
  case field(name: String, expected: String)
  /// An element type that has no counterpart here.
  case elementType(name: String, found: String)
  /// More elements than there can be.
  case shape(name: String, shape: [Int])
  /// Bytes that the shape asks for, and bytes between the offsets.
  case size(name: String, shape: [Int], type: String, expected: Int, found: Int)
  /// Elements that would lie behind the end of the file.
  case outside(name: String, end: Int, available: Int)
  /// Elements that leave a gap behind those before them, or overlap with them.
  case place(name: String, expected: Int, found: Int)
  /// Bytes behind the last array.
  case trailing(expected: Int, found: Int)
  /// An unsigned number of 64 bits above the signed range, by its position.
  case overflow(name: String, element: Int, value: UInt64)
}

extension SafeTensorsError: CustomStringConvertible {
  /// What was expected, what was found and what to do.
  public var description: String {
    switch self {
    case .tooShort(let found):
      "not a safetensors file: expected a header's length in 8 bytes, found \(found) bytes; fetch the file again"
    case .header(let length, let limit):
      "not a safetensors file: its first 8 bytes announce a header of \(length) bytes, expected 2 to \(limit); "
        + "fetch the file again"
    case .notJSON(let length):
      "the safetensors header, \(length) bytes from byte 8 on, should be one JSON object in UTF-8; fetch the file again"
    case .duplicate(let name): "the safetensors header has '\(name)' twice; write the file with other names"
    case .field(let name, let expected): "the safetensors header should have under '\(name)' \(expected)"
    case .elementType(let name, let found):
      "'\(name)' of the safetensors file has the element type '\(found)', which is not supported; convert it to F32"
    case .shape(let name, let shape):
      "'\(name)' of the safetensors file has shape \(shape), which is more elements than there can be"
    case .size(let name, let shape, let type, let expected, let found):
      "'\(name)' of the safetensors file should have \(expected) bytes for shape \(shape) of \(type); "
        + "its offsets span \(found)"
    case .outside(let name, let end, let available):
      "'\(name)' of the safetensors file should end at byte \(end) of the elements, which have \(available); "
        + "the file is truncated, fetch it again"
    case .place(let name, let expected, let found):
      "'\(name)' of the safetensors file should begin at byte \(expected) of the elements, where the array before it "
        + "ends; it begins at byte \(found)"
    case .trailing(let expected, let found):
      "the elements of the safetensors file should have \(expected) bytes by its header; they have \(found)"
    case .overflow(let name, let element, let value):
      "element \(element) of '\(name)' in the safetensors file is \(value), above the range of signed 64-bit numbers"
    }
  }
}
