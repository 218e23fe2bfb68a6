import Foundation
import Plot
import Testing

@testable import Report

@Suite struct FootnoteTests {
  private static let document = Document(
    title: "t", question: "Why[^why]?",
    blocks: [
      .prose(
        markdown: "Second[^b], again[^b] and [^gone].\n\n[^a]: Third, *with* $x^2$ and `[^a]`.\n\n[^b]: Two\n  lines."),
      .prose(markdown: "`[^a]` is code; then[^a].\n\n[^why]: Word\n\n[^unused]: never"),
    ])

  @Test func `Notes are numbered as the text first refers to them`() {
    let manuscript = Manuscript(Self.document)
    #expect(manuscript.footnotes.map(\.name) == ["why", "b", "a"])
    #expect(manuscript.footnotes[1].text == [.text("Two"), .softBreak, .text("lines.")])
    let places = DocumentSetter(manuscript).notes()
    #expect(places.keys.sorted() == ["note-a", "note-b", "note-why"])
  }

  @Test func `Markdown has the marks where they stood and the notes at its end`() {
    let text = Self.document.markdown()
    #expect(text.contains("*Why[^why]?*"))
    #expect(text.contains("Second[^b], again[^b] and [^gone]."))
    #expect(
      text.hasSuffix(
        "`[^a]` is code; then[^a].\n\n[^why]: Word\n\n[^b]: Two lines.\n\n[^a]: Third, *with* $x^2$ and `[^a]`.\n"))
  }

  @Test func `A mark is a raised number that leads to its note and does not push lines apart`() throws {
    let runs = RunSetter(labels: [:], notes: ["a": 3]).runs([.text("x"), .footnote("a")], Typography.body)
    #expect(runs[1].text == "3" && runs[1].link == .destination("note-a") && runs[1].rise > 0)
    let plain = Paragraph([runs[0]], width: nil)
    let marked = Paragraph(runs, width: nil)
    // A tenth of a point is not seen.
    #expect(abs(plain.height - marked.height) < 0.1)
  }

  @Test func `Every mark's note is on its page`() throws {
    let words = Array(repeating: "a line of words that says little", count: 12).joined(separator: " ")
    let blocks = (0..<30).map { index in
      Block.prose(markdown: "\(words)[^n\(index)]\n\n[^n\(index)]: \(words) \(index % 5 == 0 ? words : "")")
    }
    let manuscript = Manuscript(Document(title: "t", blocks: blocks))
    let setter = DocumentSetter(manuscript)
    let pages = PageBreaker.pages(of: setter.items(), height: setter.page.textHeight, notes: setter.notes())
    for page in pages {
      let notes = page.flatMap { placed in
        placed.strip.marks.compactMap { if case .destination(let name) = $0 { name } else { nil } }
      }
      #expect(page.flatMap(\.strip.destinations) == notes)
      for (upper, lower) in zip(page, page.dropFirst()) { #expect(upper.y + upper.strip.height <= lower.y + 1e-9) }
      #expect((page.last.map { $0.y + $0.strip.height } ?? 0) <= setter.page.textHeight + 0.01)
    }
    #expect(try !Document(title: "t", blocks: blocks).pdf().isEmpty)
  }

  @Test func `A note longer than a page goes on and is never lost`() throws {
    let words = Array(repeating: "a line of words that says little", count: 800).joined(separator: " ")
    let document = Document(
      title: "t", blocks: [.prose(markdown: "One[^a] and two[^b].\n\n[^a]: \(words)\n[^b]: End.\n\nMore text.")])
    let setter = DocumentSetter(Manuscript(document))
    let pages = PageBreaker.pages(of: setter.items(), height: setter.page.textHeight, notes: setter.notes())
    let strips = pages.flatMap { $0 }.filter { !$0.strip.marks.isEmpty }.count
    let rules = pages.count
    let text = setter.items().count + 1
    #expect(pages.count > 2)
    #expect(strips == setter.notes().values.map(\.count).reduce(0, +) + rules + text - 1)
    for placed in pages.flatMap({ $0 }) { #expect(placed.y + placed.strip.height <= setter.page.textHeight + 0.01) }
    #expect(try !document.pdf().isEmpty)
  }

  @Test func `A note in a caption or a table stands at the foot of its page`() throws {
    let table = ReportTable(
      name: "t", columns: [.init("a")], rows: [["1"]], caption: "Caption[^c].", notes: ["Note[^d]."])
    let document = Document(
      title: "t", blocks: [.table(table), .prose(markdown: "| a |\n|---|\n| x[^e] |\n\n[^c]: C\n\n[^d]: D\n\n[^e]: E")])
    let setter = DocumentSetter(Manuscript(document))
    let pages = PageBreaker.pages(of: setter.items(), height: setter.page.textHeight, notes: setter.notes())
    let names = pages[0].flatMap { placed in
      placed.strip.marks.compactMap { if case .destination(let name) = $0 { name } else { nil } }
    }
    #expect(names == ["tbl-t", "note-c", "note-d", "note-e"])
  }
}

@Suite struct LayoutTests {
  private static let sections = Document(
    title: "t",
    blocks: (1...4).map { index in
      Block.prose(
        markdown: "# Section \(index)\n\n" + Array(repeating: "some words of text", count: 250).joined(separator: " "))
    })

  private func pages(_ layout: Layout) -> [[PageBreaker.Placed]] {
    let setter = DocumentSetter(Manuscript(Self.sections, layout))
    return PageBreaker.pages(of: setter.items(), height: setter.page.textHeight)
  }

  @Test func `A lecture has larger letters, shorter lines and sections that begin pages`() throws {
    let lecture = PageStyle.of(.lecture)
    #expect(abs(lecture.body.size - 12) < 1e-9)  // a quotient
    #expect(lecture.left + lecture.textWidth < Typography.page.width - 120)
    #expect(lecture.caption.size > PageStyle.of(.paper).caption.size)
    let begins = { (pages: [[PageBreaker.Placed]]) in
      pages.filter { page in
        page.first?.strip.marks.contains { if case .outline = $0 { true } else { false } } ?? false
      }.count
    }
    #expect(begins(pages(.lecture)) >= 2)
    #expect(begins(pages(.paper)) == 0)
    for placed in pages(.lecture).flatMap({ $0 }) {
      for case .lines(let paragraph, let range, let point) in placed.strip.marks {
        for line in range { #expect(point.x + paragraph.lines[line].x + paragraph.lines[line].width <= 390.5) }
      }
    }
    #expect(try Self.sections.pdf(.lecture) == Self.sections.pdf(.lecture))
  }

  @Test func `A section does not leave most of a page empty`() {
    let items: [FlowItem] = [
      .text([Strip(height: 30, marks: [])]), .freshPage(filled: 0.6), .text([Strip(height: 40, marks: [])]),
      .freshPage(filled: 0.6), .text([Strip(height: 10, marks: [])]),
    ]
    #expect(PageBreaker.pages(of: items, height: 100).map(\.count) == [2, 1])
  }
}

@Suite struct CodeTests {
  @Test func `YAML shows its keys and comments`() {
    var colors = YAMLColors()
    let text = """
      a: {b: 1, "c": [d, e: f]} # note
      - g: "x # y: z"
        h: |
          i: text # text
        j: k#l
      m
      """
    let pieces = text.split(separator: "\n").map { colors.pieces(of: String($0)) }
    #expect(pieces.map { $0.map(\.text).joined() } == text.split(separator: "\n").map(String.init))
    let keys = pieces.map { $0.filter { $0.kind == .key }.map(\.text) }
    #expect(keys == [["a", "b", "e"], ["g"], ["h"], [], ["j"], []])
    #expect(pieces.map { $0.filter { $0.kind == .comment }.map(\.text) } == [["# note"], [], [], [], [], []])
  }

  @Test func `Long lines of code go on behind an arrow, and no letter is lost`() {
    let line = "    key: " + (0..<60).map { "value\($0)," }.joined(separator: " ")
    let runs = CodeLines(width: 300, page: .paper).runs(line + "\nshort: 1", language: "yaml")
    let lines = runs.map(\.text).joined().split(separator: "\n").map(String.init)
    #expect(lines.count > 5)
    #expect(lines.last == "short: 1")
    #expect(lines.dropFirst().dropLast().allSatisfy { $0.hasPrefix("    ↪ ") })
    let whole = [lines[0]] + lines.dropFirst().dropLast().map { String($0.dropFirst(6)) }
    #expect(whole.joined() == line)
    #expect(Paragraph(runs, width: nil).width <= 300)
    #expect(CodeLines.cuts(Array(String(repeating: "x", count: 100)), 40) == [40, 77])
  }
}
