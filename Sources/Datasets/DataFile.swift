/// A file a source reads, by where it comes from.
public enum DataFile: Sendable, Hashable {
  /// Named by the study.
  case user(String)
  /// Shipped with the workbench, with its SHA-256.
  case bundled(String, sha256: String)
  /// A benchmark set's, below the data directory, with its published file's SHA-256.
  case benchmark(set: String, String, sha256: String)
}
