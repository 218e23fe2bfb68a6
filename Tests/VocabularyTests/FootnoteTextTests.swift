import Testing
import Vocabulary

@Suite("Footnotes of a text") struct FootnoteTextTests {
  private func definitions(_ notes: FootnoteText) -> [String] {
    notes.definitions.map { "\(notes.text($0.name)): \(notes.text(of: $0))" }
  }

  private func marks(_ notes: FootnoteText) -> [String] { notes.marks.map { notes.text($0) } }

  @Test("a definition takes its line and the indented lines below") func definition() {
    let notes = FootnoteText("A mark[^a] here.\n\n[^a]: One\n  two\n\tthree\nfour[^b-2]\n\n   [^b-2]: Five\n")
    #expect(definitions(notes) == ["a: One\ntwo\nthree", "b-2: Five"])
    #expect(marks(notes) == ["a", "b-2"])
    #expect(notes.body == "A mark[^a] here.\n\nfour[^b-2]\n\n")
  }

  @Test(
    "code and formulas hold neither marks nor definitions",
    arguments: [
      "`[^a]`", "``x ` [^a]``", "```\n[^a]: no\n```", "~~~~\n[^a]: no\n~~~\n[^a]\n~~~~", "$x[^a]$", "$$\n[^a]\n$$",
      "    [^a]: far in\n".replacing("[^a]", with: "[^]"), "\\[^a]", "[^]", "[^a b]", "[^ü]", "[a^b]",
    ])
  func nothing(text: String) {
    let notes = FootnoteText(text)
    #expect(definitions(notes).isEmpty && marks(notes).isEmpty)
    #expect(notes.body == text)
  }

  @Test("marks in a definition are found, and so are those behind code that does not close") func nested() {
    let notes = FootnoteText("[^a]: see [^b]\n`[^c]\n\n[^d]`")
    #expect(marks(notes) == ["b", "c", "d"])
    #expect(marks(FootnoteText("`x` [^e] `y`")) == ["e"])
  }

  @Test("random texts are read to the end, and nothing is lost") func random() {
    var state: UInt64 = 5
    let signs = ["[^", "a", "]", ":", "\n", "`", "$", " ", "\\", "~~~", "```", "é", "[^b]: c\n", "  "]
    for _ in 0..<2_000 {
      var text = ""
      for _ in 0..<30 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += signs[Int((state >> 33) % UInt64(signs.count))]
      }
      let notes = FootnoteText(text)
      let taken = notes.definitions.map { $0.lines.count }.reduce(0, +)
      #expect(notes.body.unicodeScalars.count + taken == text.unicodeScalars.count)
    }
  }
}
