import CCairo

/// A PDF of many pages with links, outline and searchable text; equal calls give equal bytes.
///
/// The dates inside are fixed, since a report must not change with the day it was made.
public final class PDFPages {
  public let size: Size
  private let canvas: Canvas
  private var hasPage = false
  private var destinations: Set<String> = []
  private var wanted: Set<String> = []
  private var outlinePath: [(level: Int, id: Int32)] = []
  private static let date = "2000-01-01T00:00:00Z"

  /// Starts a document without pages; sizes are in points.
  public init(size: Size, title: String, author: String, subject: String) {
    self.size = size
    let sink = ByteSink()
    canvas = Canvas(
      cairo_pdf_surface_create_for_stream(ByteSink.write, sink.closure, size.width, size.height), sink: sink)
    let facts = [
      (CAIRO_PDF_METADATA_TITLE, title), (CAIRO_PDF_METADATA_AUTHOR, author), (CAIRO_PDF_METADATA_SUBJECT, subject),
      (CAIRO_PDF_METADATA_CREATE_DATE, Self.date), (CAIRO_PDF_METADATA_MOD_DATE, Self.date),
    ]
    for (key, text) in facts where !text.isEmpty { cairo_pdf_surface_set_metadata(canvas.surface, key, text) }
  }

  /// Ends the page before, if any, and starts an empty one.
  public func beginPage() {
    if hasPage { canvas.showPage() }
    hasPage = true
  }

  /// Draws some lines of a paragraph; the first of them has its top left corner at `point`.
  public func draw(_ paragraph: Paragraph, lines: Range<Int>, at point: Point) {
    requirePage()
    canvas.draw(paragraph, lines: lines, at: point)
    guard let first = lines.first else { return }
    let top = point.y - paragraph.lines[first].top
    for area in paragraph.linkAreas where lines.contains(area.line) {
      let line = paragraph.lines[area.line]
      link(Rect(x: point.x + area.x, y: top + line.top, width: area.width, height: line.height), to: area.target)
    }
  }

  /// Draws a whole paragraph.
  public func draw(_ paragraph: Paragraph, at point: Point) {
    draw(paragraph, lines: paragraph.lines.indices, at: point)
  }

  /// Draws a scene as vectors, as large as fits, in the middle of a rectangle.
  public func draw(_ scene: Scene, in rect: Rect) {
    requirePage()
    if scene.width <= 0 || scene.height <= 0 { return }
    let scale = min(rect.width / scene.width, rect.height / scene.height)
    let corner = Point(rect.midX - scene.width * scale / 2, rect.midY - scene.height * scale / 2)
    canvas.transformed(to: corner, scale: scale) { canvas.draw(scene) }
  }

  /// Fills a rectangle.
  public func fill(_ rect: Rect, _ color: Color) {
    requirePage()
    canvas.draw(.rectangle(rect, fill: color, stroke: nil))
  }

  /// Draws the outline of a rectangle; the width is in points.
  public func stroke(_ rect: Rect, width: Double, _ color: Color) {
    requirePage()
    canvas.draw(.rectangle(rect, fill: nil, stroke: Stroke(color, width: width)))
  }

  /// Draws a line; the width is in points.
  public func stroke(from start: Point, to end: Point, width: Double, _ color: Color) {
    requirePage()
    canvas.draw(.polyline([start, end], Stroke(color, width: width)))
  }

  /// Makes a rectangle lead somewhere.
  public func link(_ rect: Rect, to target: LinkTarget) {
    requirePage()
    if case .destination(let name) = target { wanted.insert(name) }
    let place = "rect=[\(rect.x) \(rect.y) \(rect.width) \(rect.height)]"
    tag(CAIRO_TAG_LINK, "\(place) \(Self.attribute(target))")
  }

  /// Names a place on this page for links and the outline; a name is given once, on a page that shows something.
  ///
  /// Cairo drops the names of pages on which nothing is drawn.
  public func destination(_ name: String, at point: Point) {
    requirePage()
    precondition(destinations.insert(name).inserted, "two destinations named '\(name)'")
    tag(CAIRO_TAG_DEST, "name=\(Self.quoted(name)) x=\(point.x) y=\(point.y)")
  }

  /// Adds an entry to the outline under the last one of a smaller level; levels count from 1.
  public func outline(_ title: String, level: Int, destination: String) {
    wanted.insert(destination)
    outlinePath.removeAll { $0.level >= level }
    let parent = outlinePath.last?.id ?? Int32(CAIRO_PDF_OUTLINE_ROOT)
    let id = cairo_pdf_surface_add_outline(
      canvas.surface, parent, title, Self.attribute(.destination(destination)),
      level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : cairo_pdf_outline_flags_t(rawValue: 0))
    outlinePath.append((level, id))
  }

  /// Ends the document and returns its bytes; nothing may be drawn afterwards.
  ///
  /// Throws where a link or an outline entry leads to a destination that was never named, or where Cairo failed.
  public func finish() throws -> [UInt8] {
    let missing = wanted.subtracting(destinations).sorted()
    if !missing.isEmpty { throw PlotError.missingDestinations(missing) }
    if hasPage { canvas.showPage() }
    return try canvas.finish()
  }

  private func requirePage() { precondition(hasPage, "nothing can be drawn before the first page begins") }

  private func tag(_ kind: String, _ attributes: String) {
    cairo_tag_begin(canvas.context, kind, attributes)
    cairo_tag_end(canvas.context, kind)
  }

  private static func attribute(_ target: LinkTarget) -> String {
    switch target {
    case .uri(let uri): "uri=\(quoted(uri))"
    case .destination(let name): "dest=\(quoted(name))"
    }
  }

  /// Cairo reads a backslash as the mark before a quotation mark or a backslash.
  private static func quoted(_ text: String) -> String {
    "'" + text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined() + "'"
  }
}
