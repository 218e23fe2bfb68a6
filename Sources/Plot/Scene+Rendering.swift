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

/// Cairo numbers surfaces and pictures through the whole process, which would make the bytes depend on what came before.
enum SVGIdentifiers {
  private static let prefixes = ["surface", "image", "source", "mask"].map { Array($0.utf8) }

  /// The same SVG with such numbers counted from 0 in the order of their first use.
  static func renumbered(_ svg: [UInt8]) -> [UInt8] {
    var numbers: [[UInt8]: Int] = [:]
    var output: [UInt8] = []
    output.reserveCapacity(svg.count)
    var index = 0
    while index < svg.count {
      guard let end = identifierEnd(svg, at: index) else {
        output.append(svg[index])
        index += 1
        continue
      }
      let identifier = Array(svg[index..<end])
      let number = numbers[identifier] ?? numbers.count
      numbers[identifier] = number
      output += identifier.prefix { !isDigit($0) } + Array("\(number)".utf8)
      index = end
    }
    return output
  }

  /// Where an identifier that begins at an index ends; it stands after a quotation mark or a hash sign.
  private static func identifierEnd(_ svg: [UInt8], at index: Int) -> Int? {
    guard index > 0, svg[index - 1] == UInt8(ascii: "\"") || svg[index - 1] == UInt8(ascii: "#"),
      let prefix = prefixes.first(where: { svg[index...].starts(with: $0) })
    else { return nil }
    let digits = svg[(index + prefix.count)...].prefix(while: isDigit)
    return digits.isEmpty ? nil : digits.endIndex
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
