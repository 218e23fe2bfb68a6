import Plot
import Testing

@Suite("PDF pages")
struct PDFPagesTests {
  static let body = TextStyle(.serif, size: 10)

  static func document() throws -> [UInt8] {
    let pages = PDFPages(size: .a4, title: "Öl & values", author: "A", subject: "S")
    pages.beginPage()
    pages.destination("start", at: Point(72, 72))
    pages.outline("Start", level: 1, destination: "start")
    let blue = body.with(color: .hex(0x0072B2))
    let runs = [
      TextRun("A value answers how much would be lost without an example; see ", style: body),
      TextRun("the second page's note", style: blue, link: .destination("it's second")),
      TextRun(" or ", style: body), TextRun("the web", style: blue, link: .uri("https://example.org/a?b=c")),
      TextRun(" for x", style: body), TextRun("2", style: body.with(size: 7), rise: 4),
    ]
    let paragraph = Paragraph(runs, width: 160, alignment: .justified)
    pages.draw(paragraph, at: Point(72, 72))
    pages.fill(Rect(x: 72, y: 300, width: 10, height: 10), .hex(0xD55E00))
    pages.stroke(from: Point(72, 320), to: Point(200, 320), width: 0.5, .black)
    pages.beginPage()
    pages.destination("it's second", at: Point(72, 72))
    pages.draw(Paragraph([TextRun("Second", style: body)], width: nil), at: Point(72, 72))
    pages.outline("Second", level: 2, destination: "it's second")
    return try pages.finish()
  }

  @Test("the same calls give the same bytes") func sameBytes() throws {
    #expect(try Self.document() == Self.document())
  }

  @Test("links, names, outline and fixed dates stand in the file") func contents() throws {
    let bytes = try Self.document()
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("%PDF-"))
    #expect(text.contains("/URI (https://example.org/a?b=c)"))
    #expect(text.contains("(it's second) ["))
    #expect(text.contains("/Title (Start)"))
    #expect(text.contains("/CreationDate (20000101000000Z)"))
  }

  @Test("a link to nowhere is an error that names the place") func missingDestination() {
    let pages = PDFPages(size: .a4, title: "", author: "", subject: "")
    pages.beginPage()
    pages.link(Rect(x: 0, y: 0, width: 9, height: 9), to: .destination("nowhere"))
    #expect(throws: PlotError.missingDestinations(["nowhere"])) { try pages.finish() }
  }
}
