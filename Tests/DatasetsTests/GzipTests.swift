import Testing

@testable import Datasets

/// `gzip -n` of a line of text, written by Python's gzip module.
private let compressed: [UInt8] = [
  0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0xFF, 0x4B, 0x54, 0xC8, 0xC9, 0xCC, 0x4B, 0x55, 0xC8, 0x4F,
  0x53, 0x28, 0x49, 0xAD, 0x28, 0xD1, 0x51, 0x48, 0xC4, 0xCB, 0xE7, 0x02, 0x00, 0x14, 0x73, 0x16, 0xD9, 0x2F, 0x00,
  0x00, 0x00,
]
private let text = bytes("a line of text, a line of text, a line of text\n")

/// 5,000 zero bytes.
private let zeros: [UInt8] = [
  0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0xFF, 0xED, 0xC1, 0x31, 0x01, 0x00, 0x00, 0x00, 0xC2, 0xA0,
  0xF5, 0x4F, 0x6D, 0x0A, 0x3F, 0xA0, 0x00, 0x00, 0x00, 0x00, 0x80, 0xB7, 0x01, 0xA8, 0x0E, 0xE5, 0xD8, 0x88, 0x13,
  0x00, 0x00,
]

@Test("a gzip file is inflated, several members one after the other too")
func inflates() throws {
  #expect(try Gzip.contents(of: compressed, path: "x.gz") == text)
  #expect(try Gzip.contents(of: compressed + zeros, path: "x") == text + [UInt8](repeating: 0, count: 5000))
  #expect(try Gzip.contents(of: text, path: "x.csv") == text)
}

@Test("a gzip file cut off anywhere is an error that names the byte where it ends")
func truncatedGzip() {
  for length in 2..<compressed.count {
    let error = failure { _ = try Gzip.contents(of: Array(compressed[..<length]), path: "x.gz") }
    guard case .malformed("x.gz", .byte(length), let reason)? = error else {
      Issue.record("\(length) bytes: \(String(describing: error))")
      continue
    }
    #expect(reason.contains("truncated"))
  }
}

@Test("a damaged byte is never read as other contents")
func damagedGzip() {
  var errors = 0
  for index in compressed.indices {
    for bit in 0..<8 {
      var damaged = compressed
      damaged[index] ^= 1 << bit
      do {
        // Time, operating system and hints in the header may change without harm.
        #expect(try Gzip.contents(of: damaged, path: "x") == (Gzip.isCompressed(damaged) ? text : damaged))
      } catch { errors += 1 }
    }
  }
  #expect(errors > 200)
}

@Test("a file that claims to be gzip and is none, and one that grows without end, are refused")
func refusedGzip() {
  #expect(
    failure { _ = try Gzip.contents(of: text, path: "x.gz") }
      == .malformed(path: "x.gz", at: .byte(0), reason: "expected a gzip file beginning with bytes 1f 8b"))
  guard case .malformed(_, _, let reason)? = failure({ _ = try Gzip.decompressed(zeros, path: "x", limit: 4999) })
  else {
    Issue.record("no error")
    return
  }
  #expect(reason == "decompresses to more than 4999 bytes")
}
