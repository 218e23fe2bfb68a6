import Plot

extension Document {
  /// The document as GitHub-flavoured Markdown; `figures/` and `tables/` are expected beside it.
  public func markdown() -> String { MarkdownWriter(Manuscript(self)).text() }

  /// The document as a typeset PDF on A4 pages; throws `PlotError` where fonts are missing or Cairo fails.
  public func pdf() throws -> [UInt8] {
    try FontCheck.require()
    return try PDFWriter(Manuscript(self)).bytes()
  }
}
