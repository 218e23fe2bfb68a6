import CCairo

extension Canvas {
  /// Draws a formula's glyphs and rules, its origin at a point.
  func draw(_ formula: SetFormula, at point: Point, _ color: Color) {
    cairo_save(context)
    cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha)
    TextEngine.locked { _ in show(formula.box.glyphs, at: point, as: formula.text) }
    cairo_new_path(context)
    for rule in formula.box.rules {
      cairo_rectangle(context, point.x + rule.x, point.y + rule.y, rule.width, rule.height)
    }
    cairo_fill(context)
    cairo_restore(context)
  }

  /// Glyphs of one size go out together. Whoever searches or copies finds the whole formula's text on the first of them:
  /// the font does not tell what its letters for scripts and its tall fences stand for.
  private func show(_ glyphs: [FormulaBox.Glyph], at point: Point, as text: String) {
    cairo_set_font_face(context, FormulaFont.shared.face)
    setUnhinted()
    var (start, text) = (0, text)
    while start < glyphs.count {
      let size = glyphs[start].size
      let run = glyphs[start...].prefix { $0.size == size }
      cairo_set_font_size(context, size)
      let placed = run.map { cairo_glyph_t(index: UInt($0.id), x: point.x + $0.x, y: point.y + $0.y) }
      var cluster = cairo_text_cluster_t(num_bytes: Int32(text.utf8.count), num_glyphs: Int32(placed.count))
      cairo_show_text_glyphs(
        context, text, cluster.num_bytes, placed, cluster.num_glyphs, &cluster, 1,
        cairo_text_cluster_flags_t(rawValue: 0))
      (start, text) = (run.endIndex, "")
    }
  }

  private func setUnhinted() {
    let options = cairo_font_options_create()
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_set_font_options(context, options)
    cairo_font_options_destroy(options)
  }
}
