import Testing
import Vocabulary

@Suite("Arrays in NumPy's format")
struct NPYTests {
  /// A file of version 1.0 around a header and elements.
  private func file(_ header: String, _ elements: [UInt8], version: UInt8 = 1) -> [UInt8] {
    let length = header.utf8.count
    let size = (0..<(version == 1 ? 2 : 4)).map { UInt8(length >> (8 * $0) & 0xFF) }
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + size + Array(header.utf8) + elements
  }

  private func header(_ type: String, _ shape: String, fortran: String = "False") -> String {
    "{'descr': '\(type)', 'fortran_order': \(fortran), 'shape': \(shape), }\n"
  }

  private func failure(_ bytes: [UInt8]) -> NPYError? {
    do {
      _ = try NumericArray(npy: bytes)
      return nil
    } catch { return error }
  }

  @Test("the bytes are those NumPy writes, elements from a multiple of 64 on")
  func written() {
    let bytes = NumericArray(shape: [2, 3], .int32([1, 2, 3, 4, 5, -1])).npyBytes
    let text = "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }"
    let head = [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(text.utf8)
    #expect(
      bytes == head + [UInt8](repeating: 0x20, count: 127 - head.count) + [10]
        + [1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 255, 255, 255, 255])
  }

  @Test("arrays of every type and of any number of dimensions come back with the same bits")
  func roundTrip() throws {
    let arrays = [
      NumericArray(shape: [2, 2], .float32([.nan, -0.0, .infinity, .leastNonzeroMagnitude])),
      NumericArray(shape: [3], .float64([.pi, -.infinity, -0.0])),
      NumericArray(shape: [1, 2, 1], .int32([.min, .max])),
      NumericArray(shape: [], .int64([.min])),
      NumericArray(shape: [0, 5], .uint8([])),
    ]
    for array in arrays {
      let bytes = array.npyBytes
      let read = try NumericArray(npy: bytes)
      #expect(read.shape == array.shape && read.npyBytes == bytes)
    }
  }

  @Test("other widths, byte orders, element orders and versions are read")
  func tolerant() throws {
    let half = try NumericArray(npy: file(header("<f2", "(3,)"), [0x00, 0x3C, 0x01, 0x00, 0x00, 0xFC]))
    #expect(half.elements == .float32([1, 0x1p-24, -.infinity]))
    #expect(try NumericArray(npy: file(header("|i1", "(2,)"), [1, 255])).elements == .int32([1, -1]))
    #expect(try NumericArray(npy: file(header(">u2", "(1,)"), [0xFF, 0xFE])).elements == .int32([0xFFFE]))
    #expect(
      try NumericArray(npy: file(header("<u4", "(1,)"), [255, 255, 255, 255])).elements == .int64([4_294_967_295]))
    #expect(try NumericArray(npy: file(header("|b1", "(2,)"), [0, 1])).elements == .uint8([0, 1]))
    #expect(try NumericArray(npy: file(header(">f4", "(1,)"), [0x3F, 0x80, 0, 0])).elements == .float32([1]))
    let scalar = "{\"shape\": (), \"fortran_order\": False, \"descr\": \"|u1\"}"
    #expect(try NumericArray(npy: file(scalar, [7], version: 3)) == NumericArray(shape: [], .uint8([7])))
    let fortran = try NumericArray(
      npy: file(header("|u1", "(2L, 3L)", fortran: "True"), [1, 4, 2, 5, 3, 6], version: 2))
    #expect(fortran == NumericArray(shape: [2, 3], .uint8([1, 2, 3, 4, 5, 6])))
  }

  @Test("an unsigned number beyond the signed range is an error, not a negative number")
  func overflow() throws {
    let largest = [UInt8](repeating: 255, count: 7) + [127]
    #expect(try NumericArray(npy: file(header("<u8", "(1,)"), largest)).elements == .int64([.max]))
    let beyond = largest + [UInt8](repeating: 0, count: 7) + [128]
    #expect(failure(file(header("<u8", "(2,)"), beyond)) == .overflow(element: 1, value: 1 << 63))
  }

  @Test("hostile and damaged headers end in an error with a place")
  func hostile() {
    #expect(failure(Array("PK".utf8)) == .notNPY)
    #expect(failure(Array([0x93] + Array("NUMPY".utf8))) == .length(expected: 8, found: 6))
    #expect(failure(file(header("<f4", "(1,)"), [], version: 9)) == .version(major: 9, minor: 0))
    #expect(
      failure([0x93] + Array("NUMPY".utf8) + [2, 0, 255, 255, 255, 255]) == .length(expected: 4_294_967_307, found: 12))
    #expect(failure(file(header("<f8", "(1000000000000,)"), [1])) == .length(expected: 8_000_000_000_080, found: 81))
    #expect(failure(file(header("<f8", "(4611686018427387904,)"), [])) == .shape(offset: 20))
    #expect(failure(file(header("|u1", "(4611686018427387904, 4)"), [])) == .shape(offset: 82))
    #expect(failure(file(header("|u1", "(99999999999999999999,)"), [])) == .shape(offset: 61))
    #expect(failure(file(header("|u1", "(-1,)"), [])) == .header(offset: 61, expected: "a size, 0 or more"))
    #expect(failure(file(header("|O", "(1,)"), [0])) == .elementType(offset: 20, found: "|O"))
    #expect(
      failure(file("{'descr': '<f4", [])) == .header(offset: 20, expected: "a closing quote for the one opened here"))
    #expect(failure(file("{'descr': '|u1'", [])) == .header(offset: 25, expected: "'}'"))
    #expect(failure(file("{}", [])) == .header(offset: 12, expected: "'descr', 'fortran_order' and 'shape'"))
  }

  @Test("a file cut short or continued is an error at every length")
  func truncated() {
    let bytes = NumericArray(shape: [2], .float64([1, 2])).npyBytes
    for count in bytes.indices { #expect(failure(Array(bytes.prefix(count))) != nil) }
    #expect(failure(bytes + [0]) == .length(expected: bytes.count, found: bytes.count + 1))
  }

  @Test("any one byte of a file may change without a crash")
  func mutated() {
    let bytes = NumericArray(shape: [2, 2], .int64([1, 2, 3, 4])).npyBytes
    var failures = 0
    for index in 0..<128 {
      for value in [UInt8(0), 0x28, 0x29, 0x2C, 0x30, 0x39, 0x7D, 255] where bytes[index] != value {
        var changed = bytes
        changed[index] = value
        if failure(changed) != nil { failures += 1 }
      }
    }
    #expect(failures > 300)
  }

  @Test("50 MB are written and read at memory speed")
  func large() throws {
    let array = NumericArray(shape: [125, 100_000], .float32([Float](repeating: 1, count: 12_500_000)))
    let clock = ContinuousClock()
    var bytes = [UInt8]()
    let writing = clock.measure { bytes = array.npyBytes }
    let start = clock.now
    let read = try NumericArray(npy: bytes)
    let reading = start.duration(to: clock.now)
    #expect(read.shape == array.shape && bytes.count == 128 + 50_000_000)
    // Some tens of milliseconds each when quiet; the slack is for busy machines.
    #expect(writing < .seconds(2) && reading < .seconds(2), "writing \(writing), reading \(reading)")
  }
}
