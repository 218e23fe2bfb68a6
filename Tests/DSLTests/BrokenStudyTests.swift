import DSL
import Foundation
import Testing

/// Broken studies, each with every expected mistake in its own comments.
struct BrokenStudyTests {
  static let files: [URL] =
    ((try? FileManager.default.contentsOfDirectory(at: Repository.cases, includingPropertiesForKeys: nil)) ?? [])
    .filter { $0.pathExtension == "yaml" }.sorted { $0.lastPathComponent < $1.lastPathComponent }

  @Test func `there are at least forty broken studies`() { #expect(Self.files.count >= 40) }

  @Test(arguments: files) func `a broken study gives exactly the mistakes in its comments`(file: URL) throws {
    let example = Example(try Repository.text(of: file))
    try #require(!example.expected.isEmpty, "\(file.lastPathComponent) expects nothing")
    let found = Mistakes.lines(example.text, profile: example.profile, settings: example.settings)
    #expect(found == example.expected, "\(file.lastPathComponent)\n\(found.joined(separator: "\n"))")
  }

  @Test func `every kind of mistake is shown by an example`() throws {
    let texts = try Self.files.map(Repository.text(of:)).joined()
    // Warnings stand beside a sound study, so no broken one shows them.
    let warnings: [Diagnostic.ID] = [.unused, .fewReplicates]
    let missing = Diagnostic.ID.allCases.filter { !texts.contains("[\($0.rawValue)]") && !warnings.contains($0) }
    #expect(missing.isEmpty)
  }

  @Test func `a mistake comes with its position whatever the line ends and mark`() throws {
    for file in Self.files {
      let example = Example(try Repository.text(of: file))
      let windows =
        "\u{FEFF}"
        + example.text.split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: "\r\n")
      let found = Mistakes.lines(windows, profile: example.profile, settings: example.settings)
      #expect(found == example.expected, "\(file.lastPathComponent)")
    }
  }
}

/// An example file: its text, and what its `#!` comments say of it.
private struct Example {
  let text: String
  let expected: [String]
  let profile: String?
  let settings: [String]

  init(_ text: String) {
    self.text = text
    let remarks = text.split(separator: "\n").filter { $0.hasPrefix("#! ") }.map { String($0.dropFirst(3)) }
    expected = remarks.filter { $0.hasPrefix("error ") || $0.hasPrefix("  ") }
    profile = remarks.first { $0.hasPrefix("profile ") }.map { String($0.dropFirst("profile ".count)) }
    settings = remarks.filter { $0.hasPrefix("set ") }.map { String($0.dropFirst("set ".count)) }
  }
}
