import CCairo
import CHarfBuzz
import CPango

/// The door to HarfBuzz: the mathematical face with its measures in font units, y upwards.
///
/// Reading a face is safe from any thread once its font is immutable.
final class FormulaFont: @unchecked Sendable {
  static let shared = FormulaFont()

  /// For Cairo; only touched while Pango's lock is held.
  let face: OpaquePointer?
  private let font: OpaquePointer
  private let pangoFont: UnsafeMutablePointer<PangoFont>
  let unitsPerEm: Double

  /// How far letters are from the size they are shown at: letters for scripts have a shape of their own.
  enum Optical: UInt32 { case text, script, scriptScript }

  private init() {
    let (font, pangoFont, face) = TextEngine.locked { context in
      let wanted = pango_font_description_from_string(TextStyle(.math, size: 10).pangoDescription)
      defer { pango_font_description_free(wanted) }
      guard let loaded = pango_context_load_font(context, wanted), let whole = pango_font_get_hb_font(loaded),
        let own = hb_font_create(hb_font_get_face(whole))
      else { preconditionFailure("Pango has no font for formulas") }
      hb_font_make_immutable(own)
      // Whatever Pango found is a Cairo font, since the map is Cairo's.
      let scaled = pango_cairo_font_get_scaled_font(OpaquePointer(loaded))
      return (own, loaded, scaled.flatMap { cairo_scaled_font_get_font_face($0) })
    }
    (self.font, self.pangoFont, self.face) = (font, pangoFont, face)
    unitsPerEm = Double(hb_face_get_upem(hb_font_get_face(font)))
  }

  /// The glyphs of a text on one line, in order.
  func glyphs(_ text: String, _ optical: Optical) -> [UInt32] {
    guard let buffer = hb_buffer_create() else { return [] }
    defer { hb_buffer_destroy(buffer) }
    hb_buffer_add_utf8(buffer, text, -1, 0, -1)
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR)
    hb_buffer_set_script(buffer, HB_SCRIPT_MATH)
    hb_buffer_set_language(buffer, hb_language_from_string("en", -1))
    var feature = hb_feature_t(tag: Self.scriptStyle, value: optical.rawValue, start: 0, end: .max)
    hb_shape(font, buffer, &feature, optical == .text ? 0 : 1)
    var count: UInt32 = 0
    guard let found = hb_buffer_get_glyph_infos(buffer, &count) else { return [] }
    return (0..<Int(count)).map { found[$0].codepoint }
  }

  /// `ssty`, the letters for scripts.
  private static let scriptStyle: hb_tag_t = "ssty".utf8.reduce(0) { $0 << 8 | UInt32($1) }

  /// The glyph of one scalar; 0 where the face has none.
  func glyph(_ scalar: Unicode.Scalar) -> UInt32 {
    var glyph: hb_codepoint_t = 0
    return hb_font_get_nominal_glyph(font, scalar.value, &glyph) != 0 ? glyph : 0
  }

  /// The glyph's name in the face, for tests.
  func name(of glyph: UInt32) -> String {
    var name = [CChar](repeating: 0, count: 64)
    guard hb_font_get_glyph_name(font, glyph, &name, UInt32(name.count)) != 0 else { return "#\(glyph)" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  func constant(_ constant: hb_ot_math_constant_t) -> Double { Double(hb_ot_math_get_constant(font, constant)) }

  func advance(_ glyph: UInt32) -> Double { Double(hb_font_get_glyph_h_advance(font, glyph)) }

  /// How far a glyph's ink reaches above and below the baseline.
  func reach(_ glyph: UInt32) -> (ascent: Double, descent: Double) {
    var extents = hb_glyph_extents_t()
    hb_font_get_glyph_extents(font, glyph, &extents)
    return (Double(extents.y_bearing), -Double(extents.y_bearing + extents.height))
  }

  func italicCorrection(_ glyph: UInt32) -> Double { Double(hb_ot_math_get_glyph_italics_correction(font, glyph)) }

  /// Where accents stand, from the glyph's left.
  func accentAttachment(_ glyph: UInt32) -> Double {
    Double(hb_ot_math_get_glyph_top_accent_attachment(font, glyph))
  }

  /// How far a script at a height comes nearer; negative values draw it in.
  func kern(_ glyph: UInt32, _ corner: hb_ot_math_kern_t, height: Double) -> Double {
    Double(hb_ot_math_get_glyph_kerning(font, glyph, corner, Int32(height.rounded())))
  }

  /// Larger forms of a glyph, smallest first, with their extent along the direction.
  func variants(_ glyph: UInt32, _ direction: hb_direction_t) -> [(glyph: UInt32, extent: Double)] {
    var count: UInt32 = 32
    var found = [hb_ot_math_glyph_variant_t](repeating: .init(), count: Int(count))
    hb_ot_math_get_glyph_variants(font, glyph, direction, 0, &count, &found)
    return found.prefix(Int(count)).map { ($0.glyph, Double($0.advance)) }
  }

  /// Pieces that a glyph of any height is built of, from below; none for most glyphs.
  func pieces(_ glyph: UInt32) -> [Piece] {
    var count: UInt32 = 16
    var found = [hb_ot_math_glyph_part_t](repeating: .init(), count: Int(count))
    hb_ot_math_get_glyph_assembly(font, glyph, HB_DIRECTION_TTB, 0, &count, &found, nil)
    return found.prefix(Int(count)).map { part in
      Piece(
        glyph: part.glyph, extent: Double(part.full_advance),
        connectors: (Double(part.start_connector_length), Double(part.end_connector_length)),
        repeats: part.flags.rawValue & HB_OT_MATH_GLYPH_PART_FLAG_EXTENDER.rawValue != 0)
    }
  }

  /// Pieces of a glyph overlap by this much at least.
  var leastOverlap: Double { Double(hb_ot_math_get_min_connector_overlap(font, HB_DIRECTION_TTB)) }

  /// A part of a tall glyph.
  struct Piece {
    let glyph: UInt32
    let extent: Double
    /// How much of its lower and upper end may lie over its neighbours.
    let connectors: (lower: Double, upper: Double)
    let repeats: Bool
  }
}
