public import Vocabulary

/// The bibliography of a report, and the file that it stands in.
public struct BibliographyFile: Sendable, Hashable {
  /// As seen from where the study was named.
  public let path: String
  /// Digest of the file's text.
  public let content: ContentKey
  public let bibliography: Bibliography

  public init(path: String, content: ContentKey, bibliography: Bibliography) {
    (self.path, self.content, self.bibliography) = (path, content, bibliography)
  }
}
