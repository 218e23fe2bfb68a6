import CPango

/// Looks whether the typefaces exist, since fontconfig replaces a missing one without a word.
public enum FontCheck {
  /// The names of the families that are not installed; empty where all is well.
  public static func missing() -> [String] {
    FontFamily.allCases.map(\.name).filter { !isInstalled($0) }
  }

  /// Throws ``PlotError/missingFonts(_:)`` unless all families are installed.
  public static func require() throws {
    let names = missing()
    if !names.isEmpty { throw PlotError.missingFonts(names) }
  }

  /// Whether asking for a family gives that family.
  static func isInstalled(_ family: String) -> Bool { found(for: "\(family), 10") == family }

  /// The family that is really used for a style.
  static func family(of style: TextStyle) -> String? { found(for: style.pangoDescription) }

  private static func found(for description: String) -> String? {
    TextEngine.locked { context in
      let wanted = pango_font_description_from_string(description)
      defer { pango_font_description_free(wanted) }
      guard let font = pango_context_load_font(context, wanted) else { return nil }
      defer { g_object_unref(UnsafeMutableRawPointer(font)) }
      let found = pango_font_describe(font)
      defer { pango_font_description_free(found) }
      return pango_font_description_get_family(found).map { String(cString: $0) }
    }
  }
}
