/// Named arrays as a file in the safetensors format: a length, a JSON header of names, types, shapes and places, the
/// elements.
///
/// Source: the format's description in the repository huggingface/safetensors, 2022.
public struct SafeTensors: Sendable, Hashable {
  /// In the order of the names' UTF-8 bytes.
  public let items: [Item]

  /// An array under a name that is unique in its file.
  public struct Item: Sendable, Hashable {
    public let name: String
    public let array: NumericArray
    public init(_ name: String, _ array: NumericArray) { (self.name, self.array) = (name, array) }
  }

  /// Puts the arrays in order; two of one name are our mistake.
  public init(_ items: [Item]) {
    precondition(Set(items.map(\.name)).count == items.count, "two arrays of one name: \(items.map(\.name))")
    self.items = items.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The array of a name, if there is one. O(arrays).
  public subscript(name: String) -> NumericArray? { items.first { $0.name == name }?.array }

  /// Reads a file; what it says of itself under `__metadata__` is checked and left out. O(bytes).
  ///
  /// Numbers of other widths become the narrowest of our element types that holds them: `F16` and `BF16` single
  /// precision, `I8`, `I16` and `U16` 32-bit, `U32` and `U64` 64-bit integers, `BOOL` bytes of 0 and 1.
  public init(bytes: [UInt8]) throws(SafeTensorsError) {
    let header = try SafeTensorsHeader(bytes)
    var items: [Item] = []
    for entry in header.entries { items.append(Item(entry.name, try entry.array(in: bytes, from: header.dataOffset))) }
    self.init(items)
  }

  /// The arrays as a file: the same bytes for the same arrays. Wider elements come first, so that each array begins at a
  /// multiple of its elements' width. O(bytes).
  public var bytes: [UInt8] {
    let order = items.indices.sorted { (items[$1].width, $0) < (items[$0].width, $1) }
    var (starts, size) = ([Int](repeating: 0, count: items.count), 0)
    for index in order {
      starts[index] = size
      size += items[index].byteCount
    }
    let members = zip(items, starts).map { item, start in JSON.Member(item.name, item.description(from: start)) }
    var text = JSON.object(members).bytes
    text.append(contentsOf: repeatElement(0x20, count: (8 - text.count % 8) % 8))
    var bytes = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
    bytes.reserveCapacity(8 + text.count + size)
    bytes.append(contentsOf: text)
    for index in order { items[index].array.elements.withUnsafeBytes { bytes.append(contentsOf: $0) } }
    return bytes
  }
}

extension SafeTensors.Item {
  fileprivate var width: Int {
    switch array.elements {
    case .float64, .int64: 8
    case .float32, .int32: 4
    case .uint8: 1
    }
  }

  fileprivate var byteCount: Int { array.elements.count * width }

  /// What a header says of the array.
  fileprivate func description(from start: Int) -> JSON {
    .object([
      .init("dtype", .text(typeName)), .init("shape", .list(array.shape.map(JSON.integer))),
      .init("data_offsets", .list([.integer(start), .integer(start + byteCount)])),
    ])
  }

  private var typeName: String {
    switch array.elements {
    case .float32: "F32"
    case .float64: "F64"
    case .int32: "I32"
    case .int64: "I64"
    case .uint8: "U8"
    }
  }
}
