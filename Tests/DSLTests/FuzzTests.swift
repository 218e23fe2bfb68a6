import DSL
import Foundation
import Testing

/// Random edits of the default study: whatever comes, a study or diagnostics within the text, never a crash.
struct FuzzTests {
  /// Splitmix64 (Steele et al. 2014): the edits are the same on every run.
  private struct Stream {
    var state: UInt64
    mutating func next(below bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ (z >> 31)) % UInt64(bound))
    }
  }

  /// What trips readers of YAML and of templates.
  private static let snippets = [
    "{", "}", "[", "]", ":", "- ", "#", "&a ", "*a", "!!x ", "'", "\"", "|\n", ">", "\t", "\n", "\r", "{{", "}}", "\\",
    "<<: ", "? ", "---\n", "%", "@", "like: knn", "sweep: ", "\u{85}", "\u{2028}", "é", "\u{10FFFF}", "\0", " ", "0",
    "-", ".", "e9", "null", "~", "  ",
  ].map { Array($0.utf8) }

  private static func edited(_ bytes: [UInt8], _ stream: inout Stream) -> [UInt8] {
    var bytes = bytes
    for _ in 0...stream.next(below: 3) {
      let position = stream.next(below: bytes.count)
      let end = min(bytes.count, position + stream.next(below: 12))
      switch stream.next(below: 4) {
      case 0: bytes.removeSubrange(position..<end)
      case 1: bytes[position] = UInt8(stream.next(below: 256))
      case 2: bytes.insert(contentsOf: Self.snippets[stream.next(below: Self.snippets.count)], at: position)
      default: bytes.insert(contentsOf: bytes[position..<end], at: stream.next(below: bytes.count))
      }
    }
    return bytes
  }

  @Test(arguments: [1, 2]) func `two thousand random edits never crash and point into the text`(seed: UInt64) throws {
    let original = Array(try Repository.defaultStudy().utf8)
    let reader = StudyReader(catalogue: SampleCatalogue.catalogue) { path throws(SourceError) in
      try SourceText.load(path: Repository.root.appending(path: "studies/\(path)").path)
    }
    var stream = Stream(state: seed)
    var broken = 0
    for _ in 0..<1000 {
      let source = SourceText(
        name: "study.yaml", text: String(decoding: Self.edited(original, &stream), as: UTF8.self))
      guard case .failure(let errors) = reader.read(source, profile: "quick") else { continue }
      broken += 1
      #expect(errors.diagnostics.allSatisfy { $0.span.line <= source.lineCount && $0.span.column >= 1 })
      #expect(!errors.description.isEmpty && !errors.json.isEmpty)
    }
    #expect(broken > 300, "most edits of a dense file break it")
  }
}
