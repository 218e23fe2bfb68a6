/// The typefaces that pages and charts are set in.
public enum FontFamily: String, Sendable, Hashable, CaseIterable {
  case serif, sans, mono
  /// Greek letters and signs of formulas.
  case math

  /// The family's name as fontconfig knows it.
  public var name: String {
    switch self {
    case .serif: "Latin Modern Roman"
    case .sans: "Latin Modern Sans"
    case .mono: "Latin Modern Mono"
    case .math: "Latin Modern Math"
    }
  }
}

/// How a piece of text looks.
public struct TextStyle: Sendable, Hashable {
  public var family: FontFamily
  /// In points.
  public var size: Double
  public var isBold: Bool
  public var isItalic: Bool
  public var color: Color

  public init(
    _ family: FontFamily = .serif, size: Double, isBold: Bool = false, isItalic: Bool = false, color: Color = .black
  ) {
    (self.family, self.size, self.isBold, self.isItalic, self.color) = (family, size, isBold, isItalic, color)
  }

  /// A copy with some properties replaced.
  public func with(
    family: FontFamily? = nil, size: Double? = nil, isBold: Bool? = nil, isItalic: Bool? = nil, color: Color? = nil
  ) -> TextStyle {
    TextStyle(
      family ?? self.family, size: size ?? self.size, isBold: isBold ?? self.isBold,
      isItalic: isItalic ?? self.isItalic, color: color ?? self.color)
  }

  /// What Pango parses; the comma keeps it from reading the family's last word as a style.
  var pangoDescription: String {
    "\(family.name), " + (isBold ? "Bold " : "") + (isItalic ? "Italic " : "") + "\(size)"
  }
}
