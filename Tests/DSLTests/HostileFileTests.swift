import DSL
import Foundation
import Testing

/// Files that are no study: each must be refused quickly and never crash.
@Suite(.serialized) struct HostileFileTests {
  /// Within five seconds, on one of three tries: the machine may be busy, a blow-up takes minutes every time.
  private func quickly<T>(_ body: () throws -> T) rethrows -> T {
    let clock = ContinuousClock()
    var (start, tries) = (clock.now, 1)
    var result = try body()
    while clock.now - start > .seconds(5), tries < 3 {
      (start, tries) = (clock.now, tries + 1)
      result = try body()
    }
    #expect(clock.now - start < .seconds(5))
    return result
  }

  private func withFile<T>(_ bytes: Data, _ body: (String) throws -> T) throws -> T {
    let file = FileManager.default.temporaryDirectory.appending(path: "hostile-\(UUID().uuidString).yaml")
    try bytes.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try body(file.path(percentEncoded: false))
  }

  private func failure(_ path: String) -> SourceError? {
    do throws(SourceError) {
      _ = try SourceText.load(path: path)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a missing file, a folder and a file in a file are told apart`() throws {
    #expect(failure("/nowhere/study.yaml") == .missing(path: "/nowhere/study.yaml"))
    #expect(failure("/tmp") == .isDirectory(path: "/tmp"))
    try withFile(Data("a".utf8)) { path in #expect(failure(path + "/b") == .missing(path: path + "/b")) }
  }

  @Test func `a sound file is read with its name`() throws {
    try withFile(Data("workbench: 1\n".utf8)) { path in
      let source = try SourceText.load(path: path)
      #expect(source.name == path && source.lineCount == 2)
    }
  }

  @Test func `a scalar of a hundred megabytes is refused before it is read`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "large-\(UUID().uuidString).yaml")
    try Data("title: x".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    // A sparse file: the bytes do not even lie on the disk.
    let handle = try FileHandle(forWritingTo: file)
    try handle.truncate(atOffset: 100_000_000)
    try handle.close()
    let path = file.path(percentEncoded: false)
    #expect(quickly { failure(path) } == .tooLarge(path: path, bytes: 100_000_000, limit: 4 << 20))
  }

  @Test func `a device without an end is refused at the limit`() {
    let error = quickly { failure("/dev/zero") }
    guard case .tooLarge(_, let bytes, let limit)? = error else {
      Issue.record("found \(String(describing: error))")
      return
    }
    #expect(bytes > limit && bytes < 2 * limit)
  }

  @Test(.timeLimit(.minutes(10)))
  func `a bibliography is a regular file: pipes and devices are refused without waiting`() throws {
    let pipe = FileManager.default.temporaryDirectory.appending(path: "pipe-\(UUID().uuidString).bib").path
    #expect(mkfifo(pipe, 0o600) == 0)
    defer { try? FileManager.default.removeItem(atPath: pipe) }
    let reader = StudyReader(catalogue: SampleCatalogue.catalogue)
    for path in [pipe, "/dev/zero"] {
      let text = SampleStudy.text + "report:\n  bibliography: \(path)\n"
      guard case .failure(let errors) = reader.read(SourceText(name: "study.yaml", text: text)) else {
        Issue.record("'\(path)' was read")
        continue
      }
      let found = Mistakes.lines(of: errors)
      #expect(found.count == 2, "\(found)")
      #expect(
        found.first?.hasSuffix("[unreadable-file] '\(path)' is a pipe or device, and only regular files are read")
          ?? false, "\(found)")
    }
  }

  @Test func `invalid UTF-8 is named with its byte and line`() throws {
    try withFile(Data([0x61, 0x0A, 0x62, 0xFF, 0x0A])) { path in
      #expect(failure(path) == .invalidUTF8(path: path, offset: 3, line: 2))
    }
    // A surrogate, an overlong slash and a cut character are invalid too.
    for bytes in [[0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xE2, 0x82]] as [[UInt8]] {
      try withFile(Data(bytes)) { path in #expect(failure(path) == .invalidUTF8(path: path, offset: 0, line: 1)) }
    }
  }

  @Test func `every refusal says what was expected, what was found and what to do`() {
    let errors: [SourceError] = [
      .missing(path: "p"), .isDirectory(path: "p"), .isNoRegularFile(path: "p"),
      .tooLarge(path: "p", bytes: 2, limit: 1),
      .invalidUTF8(path: "p", offset: 1, line: 1), .unreadable(path: "p", reason: "r"),
    ]
    for error in errors {
      #expect(error.description.hasPrefix("expected "))
      #expect(error.description.contains("found") && error.description.contains(";"))
    }
  }

  @Test func `a NUL byte is a mistake at its place`() {
    #expect(
      Mistakes.lines("workbench: 1\ntitle: a\0b\n") == [
        "error 2:9 [syntax] this is not YAML: the character U+0000 is not allowed", "  help: remove it",
      ])
  }

  @Test(arguments: ["[", "{a: ", "- ", "? ", "&a ["]) func `nesting to a hundred thousand levels is refused`(
    opening: String
  ) {
    let text = "workbench: 1\ntitle: " + (opening == "- " || opening == "? " ? "\n  " : "")
    let found = quickly { Mistakes.lines(text + String(repeating: opening, count: 100_000)) }
    #expect(found.count <= 3)
    #expect(found.first?.contains("[limit]") ?? false, "\(found)")
  }

  @Test func `a bomb of aliases is refused`() {
    var text = "workbench: 1\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...30 {
      let alias = "*a\(level - 1)"
      text += "a\(level): &a\(level) [" + [String](repeating: alias, count: 10).joined(separator: ", ") + "]\n"
    }
    let found = quickly { Mistakes.lines(text) }
    #expect(found.count == 2)
    #expect(found.first?.contains("[limit] the study has more than 100000 values here") ?? false, "\(found)")
  }

  @Test func `aliases that nest too deep are refused`() {
    var text = "workbench: 1\na0: &a0 [x]\n"
    for level in 1...100 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
    let found = quickly { Mistakes.lines(text) }
    #expect(found.first?.contains("[limit] lists and maps nest deeper than 64") ?? false, "\(found)")
  }

  @Test func `a million list items, keys or lines are refused`() {
    let items = String(repeating: "x, ", count: 1_000_000)
    #expect(quickly { Mistakes.lines("workbench: 1\ntitle: [\(items)]\n") }.first?.contains("[limit]") ?? false)
    let keys = (0..<200_000).map { "k\($0): 1\n" }.joined()
    #expect(quickly { Mistakes.lines("workbench: 1\n\(keys)") }.first?.contains("[limit]") ?? false)
    let lines = String(repeating: "\n", count: 4_000_000)
    #expect(quickly { Mistakes.lines(lines) }.first?.contains("[empty]") ?? false)
  }

  @Test func `a thousand unknown keys are all reported`() {
    let keys = (0..<1000).map { "titel\($0): 1\n" }.joined()
    let found = quickly { Mistakes.lines("workbench: 1\n\(keys)") }
    #expect(found.count { $0.contains("[unknown-key]") } == 1000)
  }

  @Test func `a line of a megabyte is shown by a window`() {
    let text = "workbench: 1\ntitle: " + String(repeating: "x", count: 1_000_000) + ": y\n"
    let reader = StudyReader(catalogue: SampleCatalogue.catalogue)
    guard case .failure(let errors) = quickly({ reader.read(SourceText(name: "study.yaml", text: text)) }) else {
      Issue.record("a colon in a title was accepted")
      return
    }
    #expect(errors.description.utf8.count < 2000)
  }
}
