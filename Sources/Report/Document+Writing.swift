import Plot

extension Document {
  /// How wide a figure is drawn to fill the text of a page, in points; wider ones are scaled down.
  public static let figureWidth = Typography.textWidth

  /// The document as GitHub-flavoured Markdown; `figures/` and `tables/` are expected beside it.
  public func markdown(_ layout: Layout = .paper) -> String { MarkdownWriter(Manuscript(self, layout)).text() }

  /// A plain text as CommonMark that reads the same wherever it is put: for names and values inside prose.
  public static func escaped(_ plain: String) -> String {
    let start = MarkdownText.lineStart(Array(plain))
    let rest = start.isEmpty ? plain[...] : plain.dropFirst(start.count - 1)
    return start + rest.map { "\\`*_[]<>|~$&#!".contains($0) ? "\\\($0)" : $0.isNewline ? " " : "\($0)" }.joined()
  }

  /// The document as a typeset PDF on A4 pages; throws `PlotError` where fonts or patterns are missing or Cairo fails.
  public func pdf(_ layout: Layout = .paper) throws -> [UInt8] {
    try FontCheck.require()
    try Hyphenation.require()
    return try PDFWriter(Manuscript(self, layout)).bytes()
  }
}
