/// Where a link leads.
public enum LinkTarget: Sendable, Hashable {
  case uri(String)
  /// A name given by ``PDFPages/destination(_:at:)``, before or after.
  case destination(String)
}

/// Text of one look inside a paragraph.
public struct TextRun: Sendable, Hashable {
  public var text: String
  public var style: TextStyle
  public var link: LinkTarget?
  /// How far the text stands above the baseline, in points; negative for subscripts.
  public var rise: Double
  /// A formula that the run shows in place of its text, on the text's baseline.
  public private(set) var formula: SetFormula?

  public init(_ text: String, style: TextStyle, link: LinkTarget? = nil, rise: Double = 0) {
    (self.text, self.style, self.link, self.rise) = (text, style, link, rise)
  }

  /// A formula as one unbreakable letter; the style gives its colour.
  public init(_ formula: SetFormula, style: TextStyle, link: LinkTarget? = nil) {
    self.init("\u{FFFC}", style: style, link: link)
    self.formula = formula
  }

  /// Whether both are letters of one look, wherever they lead.
  func looksLike(_ other: TextRun) -> Bool {
    style == other.style && rise == other.rise && formula == nil && other.formula == nil
  }

  /// The run with its formula no wider than a line, if lines have a width.
  func fitted(to width: Double?) -> TextRun {
    guard let width else { return self }
    var run = self
    run.formula = formula?.fitted(to: width)
    return run
  }
}

/// How lines fill the width of a paragraph.
public enum TextAlignment: String, Sendable, Hashable { case left, center, right, justified }
