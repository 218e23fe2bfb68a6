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

  public init(_ text: String, style: TextStyle, link: LinkTarget? = nil, rise: Double = 0) {
    (self.text, self.style, self.link, self.rise) = (text, style, link, rise)
  }
}

/// How lines fill the width of a paragraph.
public enum TextAlignment: String, Sendable, Hashable { case left, center, right, justified }
