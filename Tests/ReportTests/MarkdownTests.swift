import Testing

@testable import Report

@Suite struct MarkdownTests {
  @Test func `A document with everything in it reads well as Markdown`() throws {
    try expectSnapshot(Sample.document.markdown(), "everything.md")
  }

  @Test func `Text is escaped where it would be misread`() {
    let cases = [
      ("a * b", "a * b"), ("a*b*", "a\\*b\\*"), ("snake_case", "snake_case"), ("_x_", "\\_x\\_"), ("1 < 2", "1 < 2"),
      ("<b>", "\\<b>"), ("AT&T", "AT&T"), ("&amp;", "\\&amp;"), ("[0.1, 0.2]", "[0.1, 0.2]"), ("[a](b)", "[a\\](b)"),
      ("C:\\dir", "C:\\dir"), ("\\*", "\\\\\\*"), ("5$", "5\\$"), ("a|b", "a|b"),
    ]
    for (plain, markdown) in cases {
      #expect(MarkdownText().escaped(plain) == markdown)
    }
    #expect(MarkdownText(isInTable: true).escaped("a|b") == "a\\|b")
    for start in ["# a", "- a", "+ a", "* a", "1. a", "12) a", "> a", "---", "===", "| a", "[a]: b"] {
      #expect(MarkdownText(startsLine: true).escaped(start) != start)
      #expect(ProseReader.blocks(MarkdownText(startsLine: true).escaped(start)) == [.paragraph([.text(start)])])
    }
    for start in ["#a", "-a", "+1", "1.5", "2024", "a # b"] {
      #expect(MarkdownText(startsLine: true).escaped(start) == start)
    }
  }

  @Test func `Any plain text survives writing and reading`() {
    var random = Numbers(state: 2)
    let marks = Array("**__``~~[[]]()<>!|#->+=:\\&;$@ab1.:/ x y  fig:http://")
    for _ in 0..<10_000 {
      let letters = (0..<Int(1 + random.next() % 14)).map { _ in marks[Int(random.next() % UInt64(marks.count))] }
      let text = String(letters).split(separator: " ").joined(separator: " ")
      guard !text.isEmpty else { continue }
      let markdown = MarkdownText(startsLine: true).escaped(text)
      #expect(ProseReader.blocks(markdown) == [.paragraph([.text(text)])], "\(text) was written \(markdown)")
    }
  }

  @Test func `Values can be put into prose`() {
    for value in ["knn[k=5]", "*", "_", "a_b_", "$1", "<b>", "1. x", "# x", "- x", "a|b", "`", "\\", "&lt;", "x\ny"] {
      let shown = value.replacing("\n", with: " ")
      #expect(ProseReader.inlines("\(Document.escaped(value))") == [.text(shown)])
      #expect(ProseReader.inlines("a *b*(\(Document.escaped(value)))c*").last == .text("(\(shown))c*"))
    }
  }

  @Test func `Prose survives writing and reading`() {
    let texts = [
      "a **b *c* d** `e|f` [g *h*](i \"t\") ![j](k.png) https://x.org/a_b",
      "- a\n- b\n\n  c\n\n  - d\n  - e\n- f", "1. a\n2. b\n   ```\n   code\n\n   more\n   ```", "> a\n> - b\n>\n> > c",
      "| a | b |\n|:-:|--:|\n| `x\\|y` | *z* |", "a\\\nb\nc", "***\n\na", "``a`b`` `` ` `` $x_1$ $$y$$",
      "*a*b **c**d *(e)* **f.** g", "See @fig:a and @tbl:b!",
      "[a b](<c d.csv>) [x](a_b_(c).pdf)", "***a** b* **a *b***",
    ]
    for text in texts {
      let blocks = ProseReader.blocks(text)
      let document = Document(title: "t", blocks: [.prose(markdown: text)])
      let written = document.markdown().dropFirst("# t\n\n".count)
      let expected = blocks.map(\.withNamedReferences)
      #expect(ProseReader.blocks(String(written)) == expected, "\(text) was written \(written)")
    }
  }

  @Test func `References become links and unknown ones are told`() {
    let document = Document(
      title: "t",
      blocks: [
        .prose(markdown: "See @fig:b, @fig:a and @tbl:none."), .figure(Sample.figure("a", caption: "Like @fig:gone.")),
        .figure(Sample.figure("b", caption: "")),
      ])
    #expect(document.unknownReferences == [Reference(.table, "none"), Reference(.figure, "gone")])
    #expect(document.references.count == 4)
    let markdown = document.markdown()
    #expect(markdown.contains("See [Figure 2](#fig-b), [Figure 1](#fig-a)"))
    #expect(markdown.contains("<a id=\"fig-b\"></a>"))
  }

  @Test func `Sections are numbered whatever level prose starts at`() {
    let document = Document(
      title: "t",
      blocks: [
        .prose(markdown: "## A\n### B\n##### C\n## D\n"), .section(title: "E", level: 2), .appendix,
        .section(title: "F", level: 1), .prose(markdown: "### G"),
      ])
    let numbers = Manuscript(document).parts.compactMap { part in
      if case .heading(let heading) = part { heading.number } else { nil }
    }
    #expect(numbers == ["1", "1.1", "1.1.1", "2", "2.1", "A", "A.1"])
  }
}

extension ProseBlock {
  /// As a reader of the written Markdown sees references: ordinary links whose text is the label.
  fileprivate var withNamedReferences: ProseBlock {
    guard case .paragraph(let inlines) = self else { return self }
    return .paragraph(
      inlines.map { inline in
        guard case .reference(let reference) = inline else { return inline }
        return .link([.text(reference.description)], uri: "#\(reference.anchor)")
      })
  }
}
