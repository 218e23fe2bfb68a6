@testable import Plot
import Testing

@Suite("Paragraphs")
struct ParagraphTests {
  static let style = TextStyle(.serif, size: 10)
  static let words = Array(repeating: "valuation of data", count: 20).joined(separator: " ")

  @Test("lines follow one another without gap and add up to the height") func lineHeights() {
    let paragraph = Paragraph([TextRun(Self.words, style: Self.style)], width: 200)
    #expect(paragraph.lines.count > 3)
    for (line, next) in zip(paragraph.lines, paragraph.lines.dropFirst()) {
      #expect(abs(line.top + line.height - next.top) < 1e-9)  // rounding of sums
      #expect(line.top < line.baseline && line.baseline < next.top)
    }
    #expect(abs(paragraph.lines.map(\.height).reduce(0, +) - paragraph.height) < 1e-9)  // rounding of sums
  }

  @Test("baselines stand line spacing times type size apart") func spacing() {
    #expect(abs(distance(1) - 10) < 1e-9)  // rounding of sums
    #expect(abs(distance(1.5) - 15) < 1e-9)
  }

  func distance(_ spacing: Double) -> Double {
    let lines = Paragraph([TextRun(Self.words, style: Self.style)], width: 200, lineSpacing: spacing).lines
    return lines[2].baseline - lines[1].baseline
  }

  @Test("text without a width stays on one line as wide as itself") func natural() {
    let paragraph = Paragraph([TextRun("one line", style: Self.style)], width: nil)
    #expect(paragraph.lines.count == 1)
    #expect(paragraph.width > 20 && paragraph.width < 60)
  }

  @Test("justified lines fill the width, the last excepted") func justified() {
    let paragraph = Paragraph([TextRun(Self.words, style: Self.style)], width: 200, alignment: .justified)
    // Pango rounds each gap to 1024ths of a point.
    for line in paragraph.lines.dropLast() { #expect(abs(line.width - 200) < 0.1) }
    #expect((paragraph.lines.last?.width ?? 200) < 199)
  }

  @Test("an empty paragraph has one line of its style's height") func empty() {
    let paragraph = Paragraph([TextRun("", style: Self.style)], width: 100)
    #expect(paragraph.lines.count == 1)
    #expect(abs(paragraph.height - 12) < 1e-9)  // rounding of sums
  }

  @Test("paragraphs may be made by many threads at once") func threads() async {
    let widths = await withTaskGroup(of: Double.self) { group in
      for _ in 0..<16 {
        group.addTask { Paragraph([TextRun(ParagraphTests.words, style: ParagraphTests.style)], width: nil).width }
      }
      return await group.reduce(into: Set<Double>()) { $0.insert($1) }
    }
    #expect(widths.count == 1)
  }

  @Test("the typefaces are installed and a made-up one is noticed") func fonts() {
    #expect(FontCheck.missing() == [])
    #expect(!FontCheck.isInstalled("Latin Modern Nowhere"))
  }
}
