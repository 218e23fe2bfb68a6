import CCairo
import CPango

/// The one door to Cairo: draws shapes and paragraphs on a surface.
///
/// Whatever makes Cairo open, read or drop a font holds Pango's lock, since both have the fonts from one FreeType library:
/// text, ends of pages, which are drawn only then, and the end of the surface, when fonts are written out.
final class Canvas {
  let surface: OpaquePointer
  let context: OpaquePointer
  private let sink: ByteSink?

  /// Takes over a new surface and, where it writes as a stream, the sink it writes to.
  init(_ surface: OpaquePointer?, sink: ByteSink? = nil) {
    guard let surface, let context = cairo_create(surface) else {
      preconditionFailure("Cairo gave neither a surface nor an error")
    }
    (self.surface, self.context, self.sink) = (surface, context, sink)
  }

  deinit {
    TextEngine.locked { _ in
      cairo_destroy(context)
      // A stream surface writes its last bytes no later than here, while the sink still lives.
      cairo_surface_finish(surface)
      cairo_surface_destroy(surface)
    }
  }

  /// The first error since the start, if any.
  func check() throws(PlotError) {
    for status in [cairo_status(context), cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
      throw .cairo(cairo_status_to_string(status).map { String(cString: $0) } ?? "unknown error \(status.rawValue)")
    }
  }

  /// Ends the surface and returns what it wrote.
  func finish() throws(PlotError) -> [UInt8] {
    try check()
    TextEngine.locked { _ in cairo_surface_finish(surface) }
    try check()
    return sink?.bytes ?? []
  }

  /// Ends a page and starts an empty one.
  func showPage() { TextEngine.locked { _ in cairo_show_page(context) } }

  func draw(_ scene: Scene) { scene.shapes.forEach(draw) }

  /// Draws in coordinates moved and scaled.
  func transformed(to origin: Point, scale: Double, _ body: () -> Void) {
    cairo_save(context)
    cairo_translate(context, origin.x, origin.y)
    cairo_scale(context, scale, scale)
    body()
    cairo_restore(context)
  }

  func draw(_ shape: Shape) {
    switch shape {
    case .polyline(let points, let stroke): drawPolyline(points, stroke)
    case .polygon(let points, let fill): fillPolygon(points, fill)
    case .rectangle(let rect, let fill, let stroke): drawRectangle(rect, fill, stroke)
    case .marker(let marker, let point, let size, let color): draw(marker, at: point, size, color)
    case .text(let label): draw(label)
    case .formula(let formula, let point, let color): draw(formula, at: point, color)
    case .image(let picture, let rect): draw(picture, in: rect)
    case .clipped(let shapes, let rect): drawClipped(shapes, rect)
    }
  }

  private func drawClipped(_ shapes: [Shape], _ rect: Rect) {
    cairo_save(context)
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    cairo_clip(context)
    shapes.forEach(draw)
    cairo_restore(context)
  }

  private func trace(_ points: [Point]) {
    cairo_new_path(context)
    for point in points { cairo_line_to(context, point.x, point.y) }
  }

  private func set(_ color: Color) {
    cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha)
  }

  private func set(_ stroke: Stroke) {
    set(stroke.color)
    cairo_set_line_width(context, stroke.width)
    cairo_set_dash(context, stroke.dash, Int32(stroke.dash.count), 0)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    cairo_set_line_cap(context, CAIRO_LINE_CAP_BUTT)
  }

  private func drawPolyline(_ points: [Point], _ stroke: Stroke) {
    if points.count < 2 { return }
    set(stroke)
    trace(points)
    cairo_stroke(context)
  }

  private func fillPolygon(_ points: [Point], _ fill: Color) {
    if points.count < 3 { return }
    set(fill)
    trace(points)
    cairo_close_path(context)
    cairo_fill(context)
  }

  private func drawRectangle(_ rect: Rect, _ fill: Color?, _ stroke: Stroke?) {
    cairo_new_path(context)
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    if let fill {
      set(fill)
      cairo_fill_preserve(context)
    }
    if let stroke {
      set(stroke)
      cairo_set_line_join(context, CAIRO_LINE_JOIN_MITER)
      cairo_stroke_preserve(context)
    }
    cairo_new_path(context)
  }

  private func draw(_ marker: Marker, at point: Point, _ size: Double, _ color: Color) {
    switch marker.outline(at: point, size: size) {
    case .disc(let radius):
      traceCircle(point, radius)
      set(color)
      cairo_fill(context)
    case .circle(let radius, let width):
      set(Stroke(color, width: width))
      traceCircle(point, radius)
      cairo_stroke(context)
    case .area(let points): fillPolygon(points, color)
    case .strokes(let lines, let width): for line in lines { drawPolyline(line, Stroke(color, width: width)) }
    }
  }

  private func traceCircle(_ center: Point, _ radius: Double) {
    cairo_new_path(context)
    cairo_arc(context, center.x, center.y, radius, 0, 2 * Double.pi)
  }
}

extension Canvas {
  private func draw(_ label: Label) {
    cairo_save(context)
    set(label.style.color)
    cairo_translate(context, label.position.x, label.position.y)
    if label.isUpright { cairo_rotate(context, -Double.pi / 2) }
    let measure = TextMeasure(label.text, label.style)
    let corner = measure.corner(of: label.anchor)
    for line in measure.lines.indices {
      cairo_move_to(
        context, corner.x + measure.indent(line, label.anchor.horizontal), corner.y + measure.baseline(line))
      measure.withLayout(ofLine: line) { layout in
        pango_cairo_show_layout_line(context, pango_layout_get_line_readonly(layout, 0))
      }
    }
    cairo_restore(context)
  }

  /// Draws some lines of a paragraph; the first of them has its top at `point`.
  func draw(_ paragraph: Paragraph, lines: Range<Int>, at point: Point) {
    guard let first = lines.first else { return }
    let top = point.y - paragraph.lines[first].top
    set(.black)
    TextEngine.locked { _ in
      for index in lines {
        guard let line = pango_layout_get_line_readonly(paragraph.layout, Int32(index)) else { continue }
        cairo_move_to(context, point.x + paragraph.lines[index].x, top + paragraph.lines[index].baseline)
        pango_cairo_show_layout_line(context, line)
      }
    }
    cairo_new_path(context)
    for area in paragraph.formulaAreas where lines.contains(area.line) {
      draw(area.formula, at: Point(point.x + area.x, top + paragraph.lines[area.line].baseline), area.color)
    }
  }

  /// Pixels are first repeated to blocks, since many viewers blur an enlarged picture whatever it asks for.
  private func draw(_ picture: Picture, in rect: Rect) {
    let block = max(1, 160 / max(picture.width, picture.height))
    let (width, height) = (picture.width * block, picture.height * block)
    let image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
    defer { cairo_surface_destroy(image) }
    guard let data = cairo_image_surface_get_data(image) else { return check(image) }
    let stride = Int(cairo_image_surface_get_stride(image))
    for y in 0..<height {
      for x in 0..<width {
        let pixel = 3 * (y / block * picture.width + x / block)
        let code =
          UInt32(picture.bytes[pixel]) << 16 | UInt32(picture.bytes[pixel + 1]) << 8 | UInt32(picture.bytes[pixel + 2])
        UnsafeMutableRawPointer(data).storeBytes(of: code, toByteOffset: y * stride + 4 * x, as: UInt32.self)
      }
    }
    cairo_surface_mark_dirty(image)
    paint(image, in: rect, width, height)
  }

  private func paint(_ image: OpaquePointer?, in rect: Rect, _ width: Int, _ height: Int) {
    cairo_save(context)
    cairo_translate(context, rect.x, rect.y)
    cairo_scale(context, rect.width / Double(width), rect.height / Double(height))
    cairo_set_source_surface(context, image, 0, 0)
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
    cairo_paint(context)
    cairo_restore(context)
  }

  /// A picture that found no memory makes the whole canvas fail, so that ``finish()`` reports it.
  private func check(_ image: OpaquePointer?) {
    cairo_set_source_surface(context, image, 0, 0)
    cairo_paint(context)
  }
}
