/// Why a study file could not be read as text.
public enum SourceError: Error, Sendable, Hashable, CustomStringConvertible {
  case missing(path: String)
  case isDirectory(path: String)
  /// A pipe or a device where only a regular file will do.
  case isNoRegularFile(path: String)
  case tooLarge(path: String, bytes: Int, limit: Int)
  /// `offset` counts bytes from 0, `line` from 1.
  case invalidUTF8(path: String, offset: Int, line: Int)
  case unreadable(path: String, reason: String)

  public var description: String {
    switch self {
    case .missing(let path):
      "expected a study file at '\(path)', found nothing there; check the path"
    case .isDirectory(let path):
      "expected a study file at '\(path)', found a folder; name a .yaml file in it"
    case .isNoRegularFile(let path):
      "expected a regular file at '\(path)', found a pipe or device; write its contents to a file"
    case .tooLarge(let path, let bytes, let limit):
      "expected a study of at most \(limit) bytes, found \(bytes) in '\(path)'; data belongs in files the study names"
    case .invalidUTF8(let path, let offset, let line):
      "expected UTF-8 in '\(path)', found an invalid byte at offset \(offset) (line \(line)); save the file as UTF-8"
    case .unreadable(let path, let reason):
      "expected to read '\(path)', found: \(reason); check its permissions"
    }
  }
}
