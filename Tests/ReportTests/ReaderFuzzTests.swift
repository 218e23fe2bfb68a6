import Compute
import Foundation
import Testing
import Vocabulary

@testable import Report

/// What must hold of any text, however broken: no crash, bounded time, mistakes inside it, and readers that agree.
struct ReaderCheck {
  private(set) var bytes = 0
  private(set) var texts = 0
  private(set) var slowest = Duration.zero
  /// The slowest text, and texts that broke a rule, with what they broke.
  private(set) var slowestText = ""
  private(set) var broken: [String] = []
  /// Texts in which emphasis or links may decide what is a formula, and those of them that were read differently.
  private(set) var entangled = 0
  private(set) var differing = 0
  private(set) var formulas = 0

  /// Texts of a language until so many bytes were read.
  mutating func run(_ language: ReaderFuzz.Language, seed: UInt64, bytes limit: Int) {
    let fuzz = ReaderFuzz(stream: SeedStream(root: seed))
    let end = bytes + limit
    let clock = ContinuousClock()
    while bytes < end {
      let text = fuzz.text(texts, of: language)
      texts += 1
      bytes += max(1, text.utf8.count)
      let time = clock.measure { check(text, of: language) }
      if time > slowest { (slowest, slowestText) = (time, String(text.prefix(200))) }
    }
  }

  private mutating func check(_ text: String, of language: ReaderFuzz.Language) {
    switch language.description {
    case "formulas": checkFormula(text)
    case "prose": checkProse(text)
    default: checkBibliography(text)
    }
  }

  private mutating func complain(_ rule: String, _ text: String) {
    if broken.count < 40 { broken.append("\(rule): \(text.debugDescription)") }
  }

  private mutating func checkFormula(_ text: String) {
    do throws(FormulaError) {
      _ = try Formula(tex: text)
    } catch {
      if error.range.upperBound > text.unicodeScalars.count || error.message.isEmpty {
        complain("a mistake outside the formula", text)
      }
    }
  }

  private mutating func checkBibliography(_ text: String) {
    let reading = Bibliography.read(text)
    let count = text.unicodeScalars.count
    if reading.mistakes.contains(where: {
      $0.range.lowerBound < 0 || $0.range.upperBound > count || $0.line < 1 || $0.column < 1
    }) {
      complain("a mistake outside the file", text)
    }
    let keys = Set(reading.bibliography.entries.map(\.key))
    let works = CitedWorks(keys, of: reading.bibliography)
    if works.works.count != keys.count { complain("a work was lost", text) }
    if Set(works.works.map(\.label)).count != works.works.count { complain("two works of one label", text) }
    for work in works.works where EntryText(work).inlines.isEmpty { complain("a work without a text", text) }
  }

  private static let works = Bibliography.read(CitationTests.source).bibliography

  private mutating func checkProse(_ text: String) {
    let blocks = ProseReader.blocks(text)
    let document = Document(title: "t", blocks: [.prose(markdown: text)], bibliography: Self.works)
    // Written once and read again, a document is written the same: what was lost in writing is lost once.
    let first = document.markdown()
    if first.utf8.count > 200 * (text.utf8.count + 100) { complain("the text grew", text) }
    checkSpans(text, blocks)
    for citation in EntryCitation.all(in: Array(text.unicodeScalars), isKnown: { _ in true })
    where citation.range.upperBound > text.unicodeScalars.count || citation.items.isEmpty {
      complain("a citation outside the text", text)
    }
  }

  /// Formulas where the reader of Markdown finds them.
  private mutating func checkSpans(_ text: String, _ blocks: [ProseBlock]) {
    let scalars = Array(text.unicodeScalars)
    let spans = FormulaSpans.literals(in: scalars)
    if (spans.formulas + spans.code).contains(where: { $0.upperBound > scalars.count }) {
      complain("a span outside the text", text)
      return
    }
    let found = spans.formulas.map { Self.letters(String(String.UnicodeScalarView(scalars[$0]))) }
    let read = blocks.flatMap(\.inlines).flatMap(\.formulas).map(Self.letters)
    formulas += read.count
    let isEntangled = blocks.flatMap(\.inlines).contains { !$0.children.isEmpty || $0.isImage } || text.contains("]:")
    entangled += isEntangled ? 1 : 0
    guard found.sorted() != read.sorted() else { return }
    if isEntangled { differing += 1 } else { complain("formulas \(found) are read as \(read)", text) }
  }

  /// Without what a reader of blocks takes out of lines.
  private static func letters(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { !$0.properties.isWhitespace && !"\\|>\0\u{FFFD}".unicodeScalars.contains($0) }))
  }
}

extension Inline {
  fileprivate var formulas: [String] {
    if case .math(let tex, _) = self { [tex] } else { children.flatMap(\.formulas) }
  }

  fileprivate var isImage: Bool { if case .image = self { true } else { false } }
}

@Suite struct ReaderFuzzTests {
  static let languages = [ReaderFuzz.Language.formulas, .prose, .bibliographies]

  @Test(arguments: languages) func `seventy thousand bytes of broken texts break no reader`(
    language: ReaderFuzz.Language
  ) {
    #expect(language.originals.count > 1)
    var check = ReaderCheck()
    check.run(language, seed: 1, bytes: 70_000)
    expectSound(check)
  }

  /// A text of 2 kB takes about a millisecond in a debug build; a second is a blow-up even on a busy machine.
  static func expectSound(_ check: ReaderCheck, _ location: SourceLocation = #_sourceLocation) {
    #expect(check.broken.isEmpty, "\(check.broken.joined(separator: "\n"))", sourceLocation: location)
    #expect(check.slowest < .seconds(2), "\(check.slowest) for \(check.slowestText)", sourceLocation: location)
    // Emphasis that begins outside a formula and ends in it, or the other way round, is read by a whole reader only.
    #expect(
      check.differing * 10 <= check.entangled + 20, "\(check.differing) of \(check.entangled)", sourceLocation: location
    )
  }

  private func expectSound(_ check: ReaderCheck) { Self.expectSound(check) }
}

@Suite(.enabled(if: ProcessInfo.processInfo.environment["WORKBENCH_SOAK"] != nil, "a slow campaign: make soak"))
struct ReaderSoakTests {
  @Test(arguments: ReaderFuzzTests.languages) func `ten million bytes of broken texts break no reader`(
    language: ReaderFuzz.Language
  ) {
    var check = ReaderCheck()
    check.run(language, seed: 2, bytes: 3_340_000)
    let record = """
      \(check.texts) texts, \(check.bytes) bytes, slowest \(check.slowest), \(check.formulas) formulas, \
      \(check.differing) of \(check.entangled) entangled texts differ
      """
    Attachment.record(record, named: "\(language).txt")
    ReaderFuzzTests.expectSound(check)
  }
}
