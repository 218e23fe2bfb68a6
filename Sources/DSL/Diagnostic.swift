/// A mistake in a study: what is wrong, where, and where possible what to do.
public struct Diagnostic: Error, Sendable, Hashable {
  public let id: ID
  public let severity: Severity
  /// One sentence without a closing period.
  public let message: String
  public let span: SourceSpan
  /// Further facts, such as "first written at line 12".
  public let notes: [String]
  /// What to do about it, such as "did you mean 'knn_shapley'?".
  public let fix: String?
  /// The source line it stands in, so that it can be shown without the file.
  public let excerpt: String

  public enum Severity: String, Sendable, Hashable, CaseIterable { case error, warning }

  init(
    _ id: ID, _ place: Place, _ message: String, fix: String? = nil, notes: [String] = [], severity: Severity = .error
  ) {
    (self.id, self.message, self.fix, self.notes, self.severity) = (id, message, fix, notes, severity)
    span = place.span
    excerpt = String(String.UnicodeScalarView(place.source.line(span.line).prefix(Self.excerptLimit)))
  }

  /// Another diagnostic with other notes.
  init(_ other: Diagnostic, notes: [String]) {
    (id, severity, message, span) = (other.id, other.severity, other.message, other.span)
    (self.notes, fix, excerpt) = (notes, other.fix, other.excerpt)
  }

  /// Longer lines than this are of no use to a reader, and rendering shows a window of it.
  private static let excerptLimit = 4096
}

extension Diagnostic: Comparable {
  /// In the order of the file; options of the command line come after it.
  public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
    let (a, b) = (left.span, right.span)
    let isOption = (a.file.hasPrefix("--"), b.file.hasPrefix("--"))
    if isOption.0 != isOption.1 { return isOption.1 }
    if a.file != b.file { return a.file < b.file }
    if (a.line, a.column) != (b.line, b.column) { return (a.line, a.column) < (b.line, b.column) }
    return (left.id.rawValue, left.message) < (right.id.rawValue, right.message)
  }
}
