import Plot

/// Draws a manuscript on A4 pages.
struct PDFWriter {
  private let manuscript: Manuscript
  private let style: PageStyle
  private let pages: [[PageBreaker.Placed]]

  init(_ manuscript: Manuscript) {
    self.manuscript = manuscript
    let setter = DocumentSetter(manuscript)
    style = setter.page
    pages = PageBreaker.pages(of: setter.items(), height: style.textHeight, notes: setter.notes())
  }

  /// The bytes of the document, the same at every call.
  func bytes() throws -> [UInt8] {
    let question = manuscript.question.map { $0.plainText(manuscript.label) }.joined()
    let pdf = PDFPages(
      size: Typography.page, title: RunSetter.printable(manuscript.title), author: "",
      subject: RunSetter.printable(question))
    for (index, page) in pages.enumerated() {
      pdf.beginPage()
      for placed in page { draw(placed, on: pdf) }
      drawFooter(index + 1, on: pdf)
    }
    return try pdf.finish()
  }

  private func draw(_ placed: PageBreaker.Placed, on pdf: PDFPages) {
    let corner = Point(style.left, style.top + placed.y)
    for mark in placed.strip.marks { draw(mark, at: corner, on: pdf) }
  }

  private func draw(_ mark: Strip.Mark, at corner: Point, on pdf: PDFPages) {
    let moved = { (rect: Rect) in
      Rect(x: corner.x + rect.x, y: corner.y + rect.y, width: rect.width, height: rect.height)
    }
    switch mark {
    case .lines(let paragraph, let range, let point):
      pdf.draw(paragraph, lines: range, at: Point(corner.x + point.x, corner.y + point.y))
    case .scene(let scene, let rect): pdf.draw(scene, in: moved(rect))
    case .fill(let rect, let color): pdf.fill(moved(rect), color)
    case .rule(let point, let length, let width, let color):
      let start = Point(corner.x + point.x, corner.y + point.y)
      pdf.stroke(from: start, to: Point(start.x + length, start.y), width: width, color)
    // A little above, so that a reader who jumps there sees the whole line.
    case .destination(let name): pdf.destination(name, at: Point(corner.x, max(0, corner.y - 8)))
    case .outline(let title, let level, let destination): pdf.outline(title, level: level, destination: destination)
    }
  }

  /// The title at the left, cut to fit, and the page's number at the right.
  private func drawFooter(_ number: Int, on pdf: PDFPages) {
    let page = Paragraph([TextRun("\(number) / \(pages.count)", style: Typography.running)], width: nil)
    pdf.draw(page, at: Point(style.left + style.textWidth - page.width, style.footer))
    let title = Paragraph([RunSetter.plain(manuscript.title, Typography.running)], width: style.textWidth - 60)
    pdf.draw(title, lines: 0..<min(1, title.lines.count), at: Point(style.left, style.footer))
  }
}
