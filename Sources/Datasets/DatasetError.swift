/// What can be wrong with a data set, with the facts a message needs.
public enum DatasetError: Error, Hashable {
  /// A file the study names, or a bundled one, is in none of the places looked at.
  case missing(path: String, searched: [String])
  /// The operating system refuses to give a file's contents.
  case unreadable(path: String, reason: String)
  /// A benchmark set is not in the data directory; `path` is where its file is expected.
  case unavailable(set: String, path: String, sha256: String)
  /// A benchmark set is in the data directory under none of the names that would do.
  case noneAvailable(set: String, paths: [String])
  /// A file of a data set or embedding is not what it was when the run was planned.
  case changed(set: String)
  /// A file with a known checksum has other contents.
  case checksum(path: String, expected: String, found: String)
  /// A published file of another size, in bytes.
  case size(path: String, expected: Int, found: Int)
  /// A file's contents are damaged or of another kind.
  case malformed(path: String, at: Place, reason: String)
  /// Files that belong together disagree, such as images and labels in count.
  case mismatch(path: String, other: String, reason: String)
  /// The arguments of a source contradict each other.
  case arguments(source: String, reason: String)
  /// All examples have one label, or there are none.
  case tooFewClasses(path: String, found: Int)
  /// Parts ask for more rows than there are; `from` names the rows drawn from.
  case tooFewRows(needed: Int, available: Int, from: String)
  /// A stratified split cannot give each part a row of a class.
  case tooFewOfClass(name: String, needed: Int, available: Int)
  /// Real targets where classes are needed; `by` names what needs them.
  case needsClasses(by: String)
  /// Classes are to keep their shares in a split, and the rows have real targets.
  case needsClassesToStratify
  /// Neither the study nor the source says how the rows are divided, or how many to make.
  case noSplit(source: String)

  /// Where in a file.
  public enum Place: Hashable, Sendable {
    case file
    /// Counted from 0.
    case byte(Int)
    /// Counted from 1.
    case line(Int)
    /// Line and column counted from 1, and the column's name.
    case cell(line: Int, column: Int, name: String)
    /// Counted from 0.
    case element(row: Int, column: Int)
  }

  /// Whose fault it is, which decides the exit code.
  public enum Family: Sendable {
    /// The study or a data file is invalid: 65.
    case invalid
    /// A file is missing: 66.
    case fileMissing
    /// A data set is not available: 69.
    case notAvailable
    /// Input failed: 74.
    case input
  }

  public var family: Family {
    switch self {
    case .missing: .fileMissing
    case .unavailable, .noneAvailable: .notAvailable
    case .unreadable, .changed: .input
    default: .invalid
    }
  }
}

extension DatasetError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let path, let searched): Self.missing(path, searched)
    case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
    case .changed(let set):
      "a file of '\(set)' changed while the study ran; leave it alone and run the study again"
    case .unavailable(let set, let path, let sha256):
      "the data set '\(set)' is not available: expected the file \(path) with SHA-256 \(sha256); "
        + "put it there, or name its directory with --data-dir or WORKBENCH_DATA"
    case .noneAvailable(let set, let paths):
      "the data set '\(set)' is not available: expected the file \(paths.joined(separator: ", or "));"
        + " put it there, or name its directory with --data-dir or WORKBENCH_DATA"
    case .size(let path, let expected, let found):
      "\(path) is not the published file: expected \(expected) bytes, found \(found); fetch it again"
    case .checksum(let path, let expected, let found):
      "\(path) is not the published file: expected SHA-256 \(expected), found \(found); fetch it again"
    case .malformed(let path, let place, let reason): "\(path)\(place): \(reason)"
    case .mismatch(let path, let other, let reason): "\(path) does not fit \(other): \(reason)"
    case .arguments(let source, let reason): "source \(source): \(reason)"
    case .tooFewClasses(let path, let found):
      "\(path): expected labels of at least 2 classes, found \(found)"
    case .tooFewRows(let needed, let available, let from):
      "the split needs \(needed) rows from \(from), which has \(available); ask for fewer"
    case .tooFewOfClass(let name, let needed, let available):
      "a stratified split needs \(needed) rows of class '\(name)', one for each part; there are \(available); "
        + "add rows, or say stratify: false"
    case .needsClasses(let name):
      "\(name) needs data with classes, and each row of these has a number to be predicted; "
        + "leave it out, or use data with classes"
    case .needsClassesToStratify:
      "a stratified split needs data with classes, and each row of these has a number to be predicted; "
        + "say stratify: false"
    case .noSplit(let source):
      "source \(source) needs a split: say how many rows train, validation and test get"
    }
  }

  private static func missing(_ path: String, _ searched: [String]) -> String {
    searched.isEmpty
      ? "\(path) does not exist; check the path, which is relative to the study's folder"
      : "\(path) was found in none of \(searched.joined(separator: ", ")); name its folder with WORKBENCH_BUNDLED"
  }
}

extension DatasetError.Place: CustomStringConvertible {
  /// As it follows a path: `:7:3 (age)`, or `, byte 16`.
  public var description: String {
    switch self {
    case .file: ""
    case .byte(let offset): ", byte \(offset)"
    case .line(let line): ":\(line)"
    case .cell(let line, let column, let name): ":\(line):\(column) (column '\(name)')"
    case .element(let row, let column): ", row \(row), feature \(column)"
    }
  }
}
