/// The header of an NPY file: element type, order and shape.
///
/// Source: NumPy Enhancement Proposal 1 and the description of `numpy.lib.format`.
struct NPYHeader {
  var descriptor = ""
  var descriptorOffset = 0
  var isFortranOrder = false
  var shape: [Int] = []
  /// Product of the shape.
  var count = 0
  /// Offset of the first element.
  var dataOffset = 0

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Reads the header at the start of a file; looks at no byte after it.
  init(_ bytes: [UInt8]) throws(NPYError) {
    guard bytes.starts(with: Self.magic) else { throw .notNPY }
    guard bytes.count >= 8 else { throw .length(expected: 8, found: bytes.count) }
    guard (1...3).contains(bytes[6]) else { throw .version(major: bytes[6], minor: bytes[7]) }
    let start = bytes[6] == 1 ? 10 : 12
    guard bytes.count >= start else { throw .length(expected: start, found: bytes.count) }
    let length = bytes[8..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= bytes.count - start else { throw .length(expected: start + length, found: bytes.count) }
    dataOffset = start + length
    try read(NPYDictionary(bytes, start..<dataOffset))
  }

  private mutating func read(_ text: NPYDictionary) throws(NPYError) {
    var text = text
    var found = Set<String>()
    try text.expect("{")
    while !text.accept("}") {
      let key = try text.string()
      try text.expect(":")
      switch key {
      case "descr": (descriptorOffset, descriptor) = (text.offset, try text.string())
      case "fortran_order": isFortranOrder = try text.boolean()
      case "shape": (shape, count) = try text.shape()
      default: throw .header(offset: text.offset, expected: "no key but 'descr', 'fortran_order' and 'shape'")
      }
      found.insert(key)
      if !text.accept(",") {
        try text.expect("}")
        break
      }
    }
    guard found.count == 3 else { throw .header(offset: text.offset, expected: "'descr', 'fortran_order' and 'shape'") }
  }
}

/// The few words of Python that an NPY header is written in.
struct NPYDictionary {
  private let bytes: [UInt8]
  private let end: Int
  private(set) var offset: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    (self.bytes, offset, end) = (bytes, range.lowerBound, range.upperBound)
  }

  private mutating func skipSpaces() {
    while offset < end, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset]) { offset += 1 }
  }

  mutating func accept(_ word: String) -> Bool {
    skipSpaces()
    guard bytes[offset..<end].starts(with: word.utf8) else { return false }
    offset += word.utf8.count
    skipSpaces()
    return true
  }

  mutating func expect(_ word: String) throws(NPYError) {
    guard accept(word) else { throw .header(offset: offset, expected: "'\(word)'") }
  }

  mutating func string() throws(NPYError) -> String {
    skipSpaces()
    let opening = offset
    guard offset < end, bytes[offset] == UInt8(ascii: "'") || bytes[offset] == UInt8(ascii: "\"") else {
      throw .header(offset: offset, expected: "a quoted text")
    }
    guard let closing = bytes[(opening + 1)..<end].firstIndex(of: bytes[opening]) else {
      throw .header(offset: opening, expected: "a closing quote for the one opened here")
    }
    offset = closing + 1
    return String(decoding: bytes[(opening + 1)..<closing], as: UTF8.self)
  }

  mutating func boolean() throws(NPYError) -> Bool {
    if accept("True") { return true }
    guard accept("False") else { throw .header(offset: offset, expected: "True or False") }
    return false
  }

  /// A tuple of sizes, with their product.
  mutating func shape() throws(NPYError) -> ([Int], Int) {
    try expect("(")
    var sizes = [Int]()
    var product = 1
    while !accept(")") {
      let start = offset
      let size = try integer()
      let (next, isTooLarge) = product.multipliedReportingOverflow(by: size)
      guard !isTooLarge, sizes.count < 32 else { throw .shape(offset: start) }
      (sizes, product) = (sizes + [size], next)
      if !accept(",") {
        try expect(")")
        break
      }
    }
    return (sizes, product)
  }

  private mutating func integer() throws(NPYError) -> Int {
    skipSpaces()
    let digits = bytes[offset..<end].prefix { (48...57).contains($0) }
    guard !digits.isEmpty else { throw .header(offset: offset, expected: "a size, 0 or more") }
    guard let value = Int(String(decoding: digits, as: UTF8.self)) else { throw .shape(offset: offset) }
    offset = digits.endIndex
    _ = accept("L")  // written by Python 2
    return value
  }
}
