@testable import Plot
import Glibc
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
    // Sizes that no other test uses make Pango load fonts while other threads do so too.
    let sizes = (0..<40).map { 11 + Double($0) * 0.17 }
    let alone = sizes.map { Self.width(of: $0 + 20) / ($0 + 20) }
    let together = await withTaskGroup(of: (Int, Double).self) { group in
      for (index, size) in (sizes + sizes).enumerated() {
        group.addTask { (index, Self.width(of: size) / size) }
      }
      return await group.reduce(into: [Int: Double]()) { $0[$1.0] = $1.1 }
    }
    for (index, share) in together {
      // Pango rounds each advance to 1024ths of a point.
      #expect(abs(share - alone[index % sizes.count]) < 0.1)
    }
  }

  @Test("only one thread at a time uses Pango") func exclusion() async {
    final class Count: @unchecked Sendable { var value = 0 }
    let count = Count()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<20 {
            TextEngine.locked { _ in
              let before = count.value
              usleep(100)
              count.value = before + 1
            }
          }
        }
      }
    }
    #expect(count.value == 160)
  }

  static func width(of size: Double) -> Double {
    Paragraph([TextRun(words, style: TextStyle(.serif, size: size))], width: nil).width
  }

  @Test("the typefaces are installed and a made-up one is noticed") func fonts() {
    #expect(FontCheck.missing() == [])
    for family in FontFamily.allCases {
      for style in [TextStyle(family, size: 9, isBold: true), TextStyle(family, size: 9, isItalic: true)] {
        #expect(FontCheck.family(of: style) == family.name)
      }
    }
    #expect(!FontCheck.isInstalled("Latin Modern Nowhere"))
  }
}
