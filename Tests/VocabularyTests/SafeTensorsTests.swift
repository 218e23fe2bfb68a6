import Testing
import Vocabulary

@Suite("Named arrays in the safetensors format")
struct SafeTensorsTests {
  /// A file around a header and elements.
  private func file(_ header: String, _ elements: [UInt8] = []) -> [UInt8] { file(Array(header.utf8), elements) }

  private func file(_ header: [UInt8], _ elements: [UInt8]) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) } + header + elements
  }

  private func entry(_ name: String, _ type: String, _ shape: String, _ places: String) -> String {
    "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(places)}"
  }

  /// One array called `a`.
  private func single(_ type: String, _ shape: String, _ elements: [UInt8]) -> [UInt8] {
    file("{\(entry("a", type, shape, "[0,\(elements.count)]"))}", elements)
  }

  private func failure(_ bytes: [UInt8]) -> SafeTensorsError? {
    do {
      _ = try SafeTensors(bytes: bytes)
      return nil
    } catch { return error }
  }

  private static let every = SafeTensors([
    .init("z", NumericArray(shape: [3], .uint8([1, 2, 255]))),
    .init("b.weight", NumericArray(shape: [2, 2], .float32([.nan, -0.0, .infinity, .leastNonzeroMagnitude]))),
    .init("a", NumericArray(shape: [], .int64([.min]))),
    .init("größe \"x\"\n", NumericArray(shape: [1, 2], .int32([.min, .max]))),
    .init("c", NumericArray(shape: [2], .float64([.pi, -0.0]))),
    .init("empty", NumericArray(shape: [0, 5], .float32([]))),
  ])

  @Test("arrays of every type come back with the same bits, and the same arrays in any order make the same bytes")
  func roundTrip() throws {
    let bytes = Self.every.bytes
    let read = try SafeTensors(bytes: bytes)
    #expect(read.items.map(\.name) == Self.every.items.map(\.name) && read.bytes == bytes)
    #expect(read.items.map(\.array.npyBytes) == Self.every.items.map(\.array.npyBytes))
    #expect(SafeTensors(Self.every.items.reversed()).bytes == bytes)
    #expect(read["c"]?.elements == .float64([.pi, -0.0]) && read["d"] == nil)
    #expect(try SafeTensors(bytes: SafeTensors([]).bytes).items.isEmpty)
  }

  @Test("the elements begin at a multiple of eight, wider ones first")
  func aligned() throws {
    let bytes = Self.every.bytes
    let length = bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect(length % 8 == 0)
    #expect(bytes[8] == UInt8(ascii: "{") && bytes[(8 + length)...].prefix(8) == [0, 0, 0, 0, 0, 0, 0, 128])
    #expect(bytes.suffix(3) == [1, 2, 255])
  }

  @Test("other widths are widened, and what a file says of itself is passed over")
  func tolerant() throws {
    func read(_ type: String, _ shape: String, _ elements: [UInt8]) throws -> NumericArray.Elements? {
      try SafeTensors(bytes: single(type, shape, elements))["a"]?.elements
    }
    #expect(try read("F16", "[3]", [0x00, 0x3C, 0x01, 0x00, 0x00, 0xFC]) == .float32([1, 0x1p-24, -.infinity]))
    #expect(try read("BF16", "[2]", [0x80, 0x3F, 0x49, 0xC0]) == .float32([1, -3.140625]))
    #expect(try read("I8", "[2]", [1, 255]) == .int32([1, -1]))
    #expect(try read("I16", "[1]", [0xFE, 0xFF]) == .int32([-2]))
    #expect(try read("U16", "[1]", [0xFE, 0xFF]) == .int32([0xFFFE]))
    #expect(try read("U32", "[]", [255, 255, 255, 255]) == .int64([4_294_967_295]))
    #expect(try read("BOOL", "[1,2]", [0, 7]) == .uint8([0, 1]))
    #expect(try read("U64", "[1]", [5, 0, 0, 0, 0, 0, 0, 0]) == .int64([5]))
    let spaced = file(
      "{\"__metadata__\": {\"format\": \"\\ud83d\\ude00\"}, \(entry("a", "U8", "[1]", "[0, 1]")) }  ", [9])
    #expect(try SafeTensors(bytes: spaced).items == [.init("a", NumericArray(shape: [1], .uint8([9])))])
    let turned = file("{\(entry("a", "U8", "[1]", "[2,3]")),\(entry("b", "U8", "[2]", "[0,2]"))}", [1, 2, 3])
    #expect(try SafeTensors(bytes: turned)["a"]?.elements == .uint8([3]))
  }

  @Test("lengths that do not fit the file are refused with both numbers")
  func lengths() {
    #expect(failure([]) == .tooShort(found: 0))
    #expect(failure([2, 0, 0, 0, 0, 0, 0]) == .tooShort(found: 7))
    #expect(failure([3, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x7D]) == .header(length: 3, limit: 2))
    #expect(failure([0, 0, 0, 0, 0, 0, 0, 0]) == .header(length: 0, limit: 0))
    #expect(failure([UInt8](repeating: 255, count: 40)) == .header(length: .max, limit: 100_000_000))
  }

  @Test("headers that are no JSON object in UTF-8 are refused")
  func notJSON() {
    for text in ["[]", " {}", "{", "{\"a\":1,}", "{} x", "null", String(repeating: "{\"a\":", count: 5000)] {
      #expect(failure(file(text)) == .notJSON(length: text.utf8.count), "\(text.prefix(20))")
    }
    #expect(failure(file([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D], [])) == .notJSON(length: 7))
  }

  @Test("headers that say something else of an array are refused with its name")
  func fields() throws {
    let twice = "{\(entry("a", "U8", "[1]", "[0,1]")),\(entry("a", "U8", "[1]", "[1,2]"))}"
    #expect(failure(file(twice, [1, 2])) == .duplicate(name: "a"))
    #expect(failure(single("F8_E4M3", "[1]", [1])) == .elementType(name: "a", found: "F8_E4M3"))
    for (shape, places) in [
      ("[1]", "[0]"), ("[1]", "[1,0]"), ("[1]", "[-1,0]"), ("[-1]", "[0,1]"), ("[1.0]", "[0,1]"), ("1", "[0,1]"),
      ("[\"1\"]", "[0,1]"), ("[01]", "[0,1]"), ("[99999999999999999999]", "[0,1]"),
    ] {
      let error = try #require(failure(file("{\(entry("a", "U8", shape, places))}", [1])))
      #expect(error.description.contains("safetensors header"), "\(shape) \(places): \(error)")
    }
    for text in ["{\"a\":1}", "{\"a\":{}}", "{\"a\":{\"dtype\":1,\"shape\":[],\"data_offsets\":[0,1]}}"] {
      guard case .field(name: "a", _)? = failure(file(text, [1])) else {
        Issue.record("\(text) is taken")
        continue
      }
    }
    #expect(failure(file("{\"__metadata__\":{\"a\":1}}")) == .field(name: "__metadata__", expected: "a map of texts"))
  }

  @Test("elements that do not fit their shape, their neighbours or the file are refused with both numbers")
  func places() {
    #expect(
      failure(single("F32", "[2]", [1, 2, 3]))
        == .size(name: "a", shape: [2], type: "F32", expected: 8, found: 3))
    let large = "[4611686018427387904,2,0]"
    #expect(failure(single("U8", large, [])) == .shape(name: "a", shape: [4_611_686_018_427_387_904, 2, 0]))
    #expect(
      failure(single("F32", "[4611686018427387904]", []))
        == .shape(name: "a", shape: [4_611_686_018_427_387_904]))
    #expect(
      failure(file("{\(entry("a", "U8", "[2]", "[0,2]"))}", [1])) == .outside(name: "a", end: 2, available: 1))
    #expect(failure(file("{\(entry("a", "U8", "[1]", "[0,1]"))}", [1, 2])) == .trailing(expected: 1, found: 2))
    #expect(failure(file("{}", [1])) == .trailing(expected: 0, found: 1))
    let overlapping = "{\(entry("a", "U8", "[2]", "[0,2]")),\(entry("b", "U8", "[2]", "[1,3]"))}"
    #expect(failure(file(overlapping, [1, 2, 3])) == .place(name: "b", expected: 2, found: 1))
    let gap = "{\(entry("a", "U8", "[1]", "[0,1]")),\(entry("b", "U8", "[1]", "[2,3]"))}"
    #expect(failure(file(gap, [1, 2, 3])) == .place(name: "b", expected: 1, found: 2))
    #expect(
      failure(single("U64", "[1]", [0, 0, 0, 0, 0, 0, 0, 128])) == .overflow(name: "a", element: 0, value: 1 << 63))
  }

  @Test("every truncation of a file is refused, and no changed byte stops the program")
  func fuzz() {
    let bytes = Self.every.bytes
    for length in 0..<bytes.count { #expect(failure(Array(bytes[..<length])) != nil, "\(length) of \(bytes.count)") }
    let header = bytes.count - 51
    for index in 0..<bytes.count {
      for change: UInt8 in [1, 0x10, 0x20, 0x80, 0xFF] {
        var damaged = bytes
        damaged[index] ^= change
        let error = failure(damaged)
        // Whatever lies behind the header are numbers.
        if index >= header { #expect(error == nil) }
      }
    }
  }
}
