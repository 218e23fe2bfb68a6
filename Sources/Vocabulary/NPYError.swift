/// Why bytes are not an array in NumPy's format; offsets count bytes from the start.
public enum NPYError: Error, Hashable, Sendable {
  case notNPY
  case version(major: UInt8, minor: UInt8)
  /// The header does not say what it should at an offset.
  case header(offset: Int, expected: String)
  /// An element type that has no counterpart here.
  case elementType(offset: Int, found: String)
  /// Negative, or more elements than there can be.
  case shape(offset: Int)
  /// The file ends early, or goes on after the array.
  case length(expected: Int, found: Int)
  /// An unsigned number of 64 bits above the signed range, by its position.
  case overflow(element: Int, value: UInt64)
}

extension NPYError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notNPY:
      "not an NPY file: it does not begin with \\x93NUMPY; write it with numpy.save"
    case .version(let major, let minor):
      "NPY version \(major).\(minor) is not known; expected 1, 2 or 3"
    case .header(let offset, let expected):
      "byte \(offset) of the NPY header: expected \(expected)"
    case .elementType(let offset, let found):
      "byte \(offset) of the NPY header: element type '\(found)' is not supported; "
        + "convert to float32, float64, int64 or uint8"
    case .shape(let offset):
      "byte \(offset) of the NPY header: the shape holds more elements than there can be"
    case .length(let expected, let found):
      "the NPY file should have \(expected) bytes by its header; it has \(found)"
    case .overflow(let element, let value):
      "element \(element) of the NPY file is \(value), above the range of signed 64-bit numbers"
    }
  }
}
