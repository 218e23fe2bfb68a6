extension Document {
  /// The document as GitHub-flavoured Markdown; `figures/` and `tables/` are expected beside it.
  public func markdown() -> String { MarkdownWriter(Manuscript(self)).text() }
}
