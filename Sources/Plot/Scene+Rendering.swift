import CCairo

extension Scene {
  /// A PNG on white, `scale` pixels a point; equal scenes give equal bytes.
  public func png(scale: Double = 2) throws -> [UInt8] {
    let (columns, rows) = (Int32((width * scale).rounded(.up)), Int32((height * scale).rounded(.up)))
    let canvas = Canvas(cairo_image_surface_create(CAIRO_FORMAT_RGB24, columns, rows))
    let paper = Rect(x: 0, y: 0, width: Double(columns), height: Double(rows))
    canvas.draw(.rectangle(paper, fill: .white, stroke: nil))
    canvas.transformed(to: .zero, scale: scale) { canvas.draw(self) }
    try canvas.check()
    let sink = ByteSink()
    let status = cairo_surface_write_to_png_stream(canvas.surface, ByteSink.write, sink.closure)
    if status != CAIRO_STATUS_SUCCESS { throw PlotError.cairo("writing PNG failed, status \(status.rawValue)") }
    return sink.bytes
  }

  /// A PDF of one page as large as the scene; equal scenes give equal bytes.
  public func pdf() throws -> [UInt8] {
    let pages = PDFPages(size: size, title: "", author: "", subject: "")
    pages.beginPage()
    pages.draw(self, in: Rect(.zero, size))
    return try pages.finish()
  }

  /// An SVG whose letters are outlines, so that it looks the same without our fonts; equal scenes give equal bytes.
  public func svg() throws -> [UInt8] {
    let sink = ByteSink()
    let canvas = Canvas(cairo_svg_surface_create_for_stream(ByteSink.write, sink.closure, width, height), sink: sink)
    canvas.draw(self)
    return SVGIdentifiers.renumbered(try canvas.finish())
  }
}
