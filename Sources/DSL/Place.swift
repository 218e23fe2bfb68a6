/// A stretch of a source text.
struct Place: Sendable {
  let source: SourceText
  /// Offsets in scalars.
  let range: Range<Int>

  init(_ source: SourceText, _ range: Range<Int>) {
    let end = source.scalars.count
    self.source = source
    self.range = min(range.lowerBound, end)..<min(max(range.lowerBound, range.upperBound), end)
  }

  var span: SourceSpan {
    let start = source.position(of: range.lowerBound)
    let end = source.position(of: range.upperBound)
    return SourceSpan(
      file: source.name, line: start.line, column: start.column, endLine: end.line, endColumn: end.column)
  }

  /// The first position only.
  var start: Place { Place(source, range.lowerBound..<range.lowerBound) }
}

/// Where a diagnostic stands: lines and columns count from 1, columns in Unicode scalars.
public struct SourceSpan: Sendable, Hashable {
  public let file: String
  public let line: Int
  public let column: Int
  public let endLine: Int
  /// The column after the last.
  public let endColumn: Int

  public init(file: String, line: Int, column: Int, endLine: Int, endColumn: Int) {
    (self.file, self.line, self.column, self.endLine, self.endColumn) = (file, line, column, endLine, endColumn)
  }
}
