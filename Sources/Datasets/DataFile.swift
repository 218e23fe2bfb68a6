/// A file a source reads, by where it comes from.
public enum DataFile: Sendable, Hashable {
  /// Named by the study.
  case user(String)
  /// Shipped with the workbench, with its SHA-256.
  case bundled(String, sha256: String)
  /// A benchmark set's, below the data directory, with its published file's SHA-256.
  case benchmark(set: String, String, sha256: String)
  /// A benchmark set's that is taken as it is found under the first of some names, such as a whole file or its beginning.
  case oneOf(set: String, [Candidate])

  /// Whether it is looked for in the data directory.
  public var isBenchmark: Bool {
    switch self {
    case .benchmark, .oneOf: true
    case .user, .bundled: false
    }
  }

  /// A file that will do, by its path below the data directory.
  public struct Candidate: Sendable, Hashable {
    public let name: String
    public let content: Content
    public init(_ name: String, _ content: Content) { (self.name, self.content) = (name, content) }
  }

  /// How a published file is known.
  public enum Content: Sendable, Hashable {
    case sha256(String)
    /// Its size in bytes, where no checksum is known.
    case size(Int)
  }
}
