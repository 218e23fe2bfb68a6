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

  @Test(
    "what is more than one paragraph is found, and its first line told",
    arguments: [
      ("[^a]: x\n    - one\n    - two", "- one"), ("[^a]: x\n\n    second par\n\n    third", "second par"),
      ("[^a]: x\n \n\tsecond", "second"), ("[^a]: 3. x", "3. x"), ("[^a]:\n  * x", "* x"), ("[^a]: x\n  1) y", "1) y"),
      ("[^a]: x\n  > y", "> y"), ("[^a]: # x", "# x"), ("[^a]: x\n  ---", "---"), ("[^a]: x\n  =", "="),
      ("[^a]: x | y\n  --|--\n  1 | 2", "--|--"), ("[^a]: x\n  ```\n  y\n  ```", "```"),
      ("[^a]: x\n\n    ~~~\n    y\n    ~~~", "~~~"), ("[^a]: * * *", "* * *"), ("[^a]: ~~~", "~~~"),
    ])
  func surplus(text: String, line: String) {
    let notes = FootnoteText(text)
    #expect(notes.definitions.count == 1)
    #expect(notes.definitions[0].surplus.map { notes.text($0) } == line)
  }

  @Test(
    "one paragraph is one, whatever signs its lines begin with",
    arguments: [
      "[^a]: *x* and\n  -2, +3, 1.5\n  2. y\n  1953. z\n  **b** #c\n\nAt the margin", "[^a]: x\n- a list at the margin",
      "[^a]: x\n\n  \n\n- a list\n\n    of two paragraphs", "[^a]: $x | y$ - z", "[^a]: x\n```\ncode\n```\n",
      "[^a]: -5 and 1.\n  - or\n".replacing("- or", with: "-or"), "[^a]:\n  text below",
    ])
  func paragraph(text: String) {
    #expect(FootnoteText(text).definitions.map(\.surplus) == [nil])
    #expect(FootnoteText(text).definitions.map(\.hasText) == [true])
  }

  @Test("a definition may have no text", arguments: ["[^a]:", "[^a]: \n", "x[^a]\n\n[^a]:\t\n\n    far below"])
  func textless(text: String) {
    #expect(FootnoteText(text).definitions.map(\.hasText) == [false])
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
