import CCairo
import CPango

/// The door to Pango: one context for the whole process, used by one thread at a time.
///
/// Pango's font maps must not be shared between running threads, and a map of its own for every thread would make
/// paragraphs unable to travel; text is a small part of the work, so one lock serves.
enum TextEngine {
  private static let lock = RecursiveLock()
  // Only touched while the lock is held.
  nonisolated(unsafe) private static let context: OpaquePointer? = makeContext()

  /// Runs the body with Pango's context while no other thread uses Pango.
  static func locked<R>(_ body: (OpaquePointer) throws -> R) rethrows -> R {
    try lock.hold {
      guard let context else { preconditionFailure("Pango could not make its font map") }
      return try body(context)
    }
  }

  /// Layout does not depend on the surface: a resolution of 72 (a point is a point), no hinting, no rounded advances.
  private static func makeContext() -> OpaquePointer? {
    guard let map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT),
      let context = pango_font_map_create_context(map)
    else { return nil }
    pango_cairo_context_set_resolution(context, 72)
    pango_context_set_round_glyph_positions(context, 0)
    let options = cairo_font_options_create()
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    pango_cairo_context_set_font_options(context, options)
    cairo_font_options_destroy(options)
    pango_context_set_language(context, pango_language_from_string("en"))
    return context
  }

  /// A layout without width; the caller owns it and must hold the lock while using it.
  static func makeLayout(_ context: OpaquePointer) -> OpaquePointer {
    guard let layout = pango_layout_new(context) else { preconditionFailure("Pango could not make a layout") }
    return layout
  }

  static func release(_ layout: OpaquePointer) { g_object_unref(UnsafeMutableRawPointer(layout)) }
}
