/// The header of a safetensors file, checked against the length of the file: arrays lie one after the other without a gap.
struct SafeTensorsHeader {
  /// In the order in which their elements lie.
  let entries: [SafeTensorsEntry]
  /// Offset of the first element in the file.
  let dataOffset: Int

  /// The largest header that is read, in bytes, as in the format's own implementation.
  static let limit = 100_000_000

  /// Reads the header at the start of a file; looks at no element. O(header).
  init(_ bytes: [UInt8]) throws(SafeTensorsError) {
    let length = try Self.length(bytes)
    dataOffset = 8 + length
    guard bytes[8] == UInt8(ascii: "{"), let members = JSON(Array(bytes[8..<dataOffset]))?.members else {
      throw .notJSON(length: length)
    }
    var (entries, names) = ([SafeTensorsEntry](), Set<String>())
    for member in members {
      guard names.insert(member.name).inserted else { throw .duplicate(name: member.name) }
      if member.name == Self.metadata {
        try Self.check(metadata: member.value)
      } else {
        entries.append(try SafeTensorsEntry(member))
      }
    }
    self.entries = entries.sorted { ($0.begin, $0.end, $0.name) < ($1.begin, $1.end, $1.name) }
    try Self.check(self.entries, count: bytes.count - dataOffset)
  }

  private static let metadata = "__metadata__"

  private static func length(_ bytes: [UInt8]) throws(SafeTensorsError) -> Int {
    guard bytes.count >= 8 else { throw .tooShort(found: bytes.count) }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= limit else { throw .header(length: length, limit: limit) }
    guard length > 0, Int(length) <= bytes.count - 8 else { throw .header(length: length, limit: bytes.count - 8) }
    return Int(length)
  }

  private static func check(metadata: JSON) throws(SafeTensorsError) {
    guard let members = metadata.members, members.allSatisfy({ $0.value.text != nil }) else {
      throw .field(name: Self.metadata, expected: "a map of texts")
    }
  }

  private static func check(_ entries: [SafeTensorsEntry], count: Int) throws(SafeTensorsError) {
    var end = 0
    for entry in entries {
      guard entry.end <= count else { throw .outside(name: entry.name, end: entry.end, available: count) }
      guard entry.begin == end else { throw .place(name: entry.name, expected: end, found: entry.begin) }
      end = entry.end
    }
    guard end == count else { throw .trailing(expected: end, found: count) }
  }
}

/// What a header says of one array.
struct SafeTensorsEntry {
  let name: String
  let shape: [Int]
  /// Offsets from the first element of the file.
  let begin: Int
  let end: Int
  private let type: String
  /// Product of the shape.
  private let count: Int

  init(_ member: JSON.Member) throws(SafeTensorsError) {
    name = member.name
    guard let fields = member.value.members, fields.map(\.name).sorted() == ["data_offsets", "dtype", "shape"] else {
      throw .field(name: member.name, expected: "a map of dtype, shape and data_offsets, each once")
    }
    guard let type = member.value["dtype"]?.text else { throw .field(name: member.name, expected: "a text as dtype") }
    guard let width = Self.widths[type] else { throw .elementType(name: member.name, found: type) }
    self.type = type
    guard let shape = Self.sizes(member.value["shape"]) else {
      throw .field(name: member.name, expected: "a list of sizes, 0 or more, as shape")
    }
    guard let places = Self.sizes(member.value["data_offsets"]), places.count == 2, places[0] <= places[1] else {
      throw .field(name: member.name, expected: "two offsets, 0 or more and in order, as data_offsets")
    }
    (self.shape, begin, end) = (shape, places[0], places[1])
    guard let count = Self.product(shape), let size = Self.product([count, width]) else {
      throw .shape(name: member.name, shape: shape)
    }
    guard size == end - begin else {
      throw .size(name: member.name, shape: shape, type: type, expected: size, found: end - begin)
    }
    self.count = count
  }

  /// Bytes per element.
  private static let widths = [
    "BOOL": 1, "U8": 1, "I8": 1, "I16": 2, "U16": 2, "F16": 2, "BF16": 2, "I32": 4, "U32": 4, "F32": 4, "I64": 8,
    "U64": 8, "F64": 8,
  ]

  private static func sizes(_ list: JSON?) -> [Int]? {
    guard let items = list?.list else { return nil }
    let sizes = items.compactMap(\.integer)
    return sizes.count == items.count && sizes.allSatisfy { $0 >= 0 } ? sizes : nil
  }

  private static func product(_ sizes: [Int]) -> Int? {
    var product = 1
    for size in sizes {
      let (next, isTooLarge) = product.multipliedReportingOverflow(by: size)
      if isTooLarge { return nil }
      product = next
    }
    return product
  }

  /// The array, from a file whose elements begin at an offset. O(elements).
  func array(in bytes: [UInt8], from dataOffset: Int) throws(SafeTensorsError) -> NumericArray {
    NumericArray(shape: shape, try elements(bytes, dataOffset + begin))
  }

  private func elements(_ bytes: [UInt8], _ start: Int) throws(SafeTensorsError) -> NumericArray.Elements {
    switch type {
    case "F32": return .float32(read(bytes, start))
    case "F64": return .float64(read(bytes, start))
    case "F16": return .float32(read(bytes, start).map { (bits: UInt16) in Float(Float16(bitPattern: bits)) })
    // The upper half of a number of single precision.
    case "BF16": return .float32(read(bytes, start).map { (bits: UInt16) in Float(bitPattern: UInt32(bits) << 16) })
    case "I8": return .int32(read(bytes, start).map { (value: Int8) in Int32(value) })
    case "I16": return .int32(read(bytes, start).map { (value: Int16) in Int32(value) })
    case "U16": return .int32(read(bytes, start).map { (value: UInt16) in Int32(value) })
    case "I32": return .int32(read(bytes, start))
    case "U32": return .int64(read(bytes, start).map { (value: UInt32) in Int64(value) })
    case "I64": return .int64(read(bytes, start))
    case "U64": return .int64(try signed(read(bytes, start)))
    case "BOOL": return .uint8(read(bytes, start).map { (value: UInt8) in value == 0 ? 0 : 1 })
    default: return .uint8(read(bytes, start))
    }
  }

  private func signed(_ values: [UInt64]) throws(SafeTensorsError) -> [Int64] {
    if let index = values.firstIndex(where: { $0 > UInt64(Int64.max) }) {
      throw .overflow(name: name, element: index, value: values[index])
    }
    return values.map { Int64(bitPattern: $0) }
  }

  /// The elements, little-endian as on every machine Swift on Linux runs on.
  private func read<T: BitwiseCopyable>(_ bytes: [UInt8], _ start: Int) -> [T] {
    [T](unsafeUninitializedCapacity: count) { target, filled in
      bytes.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(target).copyBytes(from: source[start..<start + count * MemoryLayout<T>.stride])
      }
      filled = count
    }
  }
}
