import Testing

@testable import Report

@Suite struct ProseTests {
  @Test func `Nothing reads as nothing`() {
    #expect(ProseReader.blocks("") == [])
    #expect(ProseReader.blocks("\n \n\t\n") == [])
    #expect(ProseReader.inlines("") == [])
  }

  @Test func `Emphasis nests`() {
    let read = ProseReader.inlines("a **b *c* d** ~~e~~")
    let expected: [Inline] = [
      .text("a "), .strong([.text("b "), .emphasis([.text("c")]), .text(" d")]), .text(" "),
      .strikethrough([.text("e")]),
    ]
    #expect(read == expected)
  }

  @Test func `Lists nest and keep their numbers and tightness`() {
    let inner = ProseList(start: nil, isTight: true, items: [[.paragraph([.text("b")])], [.paragraph([.text("c")])]])
    let outer = ProseList(
      start: 3, isTight: true, items: [[.paragraph([.text("a")]), .list(inner)], [.paragraph([.text("d")])]])
    #expect(ProseReader.blocks("3. a\n   - b\n   - c\n4. d") == [.list(outer)])
    guard case .list(let loose)? = ProseReader.blocks("- a\n\n- b").first else {
      Issue.record("no list")
      return
    }
    #expect(!loose.isTight)
  }

  @Test func `Raw HTML is text`() {
    #expect(ProseReader.inlines("<b>x</b>") == [.text("<b>x</b>")])
    #expect(ProseReader.blocks("<script>\nalert(1)\n</script>").count == 1)
    #expect(ProseReader.blocks("<div>").first == .paragraph([.text("<div>")]))
  }

  @Test func `Entities become letters and unknown ones stay`() {
    #expect(ProseReader.inlines("&lt;&eacute;&#8211;&#x41;&#0;&nonsense;") == [.text("<é–A\u{FFFD}&nonsense;")])
    #expect(
      ProseReader.inlines("[a](https://x.org/?a=1&amp;b=2)") == [.link([.text("a")], uri: "https://x.org/?a=1&b=2")])
  }

  @Test func `Code and mathematics keep every letter`() {
    #expect(
      ProseReader.blocks("```swift\nlet a = `b` *c*\n\n@fig:x\n```") == [
        .code("let a = `b` *c*\n\n@fig:x", language: "swift")
      ])
    #expect(
      ProseReader.inlines("`a_b*c` $\\phi_i * v_i$") == [
        .code("a_b*c"), .text(" "), .math("\\phi_i * v_i", isDisplay: false),
      ])
  }

  @Test func `Formulas keep their backslashes`() {
    let tex = #"\{a_i\} \, \| b \\ c \_ <d> & *e* `f` [g](h)"#
    #expect(ProseReader.inlines("$\(tex)$") == [.math(tex, isDisplay: false)])
    #expect(ProseReader.inlines("$$a\nb$$") == [.math("a b", isDisplay: true)])
  }

  @Test func `Tables keep alignment and fill short rows`() {
    let read = ProseReader.blocks("| a | b |\n|---|--:|\n| **x** | 1 |\n| y |")
    let expected = ProseTable(
      alignments: [.left, .right], head: [[.text("a")], [.text("b")]],
      rows: [[[.strong([.text("x")])], [.text("1")]], [[.text("y")], []]])
    #expect(read == [.table(expected)])
  }

  @Test func `References are found in text and not in code, words or links`() {
    #expect(
      ProseReader.inlines("See @fig:detection, @tbl:a_b-c-.") == [
        .text("See "), .reference(Reference(.figure, "detection")), .text(", "), .reference(Reference(.table, "a_b-c")),
        .text("-."),
      ])
    let others = ProseReader.inlines("`@fig:a` me@fig:b [@fig:c](https://x.org) @fig: @figure:d")
    #expect(others.flatMap(\.references) == [])
  }

  @Test func `Only links to the web, to mail and beside the report are followed`() {
    #expect(ProseReader.inlines("[a](javascript:alert)") == [.text("a")])
    #expect(ProseReader.inlines("[a](b.csv)") == [.link([.text("a")], uri: "b.csv")])
    #expect(
      ProseReader.inlines("https://x.org.") == [.link([.text("https://x.org")], uri: "https://x.org"), .text(".")])
  }

  @Test func `Depth is bounded and loses no word`() {
    let quotes = ProseReader.blocks(String(repeating: "> ", count: 3_000) + "deep")
    #expect(quotes.flatMap(\.inlines).map { $0.plainText() }.joined() == "deep")
    let stars = ProseReader.inlines(String(repeating: "*a ", count: 500) + "b" + String(repeating: "*", count: 500))
    #expect(stars.map { $0.plainText() }.joined().filter { $0 == "a" }.count == 500)
  }

  @Test func `Ten thousand random texts are read and written without a crash`() {
    var random = Numbers(state: 1)
    let marks = Array("*_`~[]()<>!|#->+=:\\&;$@\n\n  \t\u{0}\u{FF}01.aé😀\"'{}".unicodeScalars)
    for round in 0..<10_000 {
      let length = Int(random.next() % 60)
      // Half are raw bytes repaired to UTF-8, half are dense in markup.
      let text =
        round % 2 == 0
        ? String(decoding: (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }, as: UTF8.self)
        : String(String.UnicodeScalarView((0..<length).map { _ in marks[Int(random.next() % UInt64(marks.count))] }))
      let document = Document(title: text, question: text, blocks: [.prose(markdown: text)])
      #expect(document.markdown().utf8.starts(with: "# ".utf8))
    }
  }
}

/// SplitMix64, for texts that are the same on every run.
struct Numbers {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
