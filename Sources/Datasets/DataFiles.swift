import Glibc
public import Vocabulary

/// Finds and reads the files of data sets; the only way sources reach the file system.
public struct DataFiles: Sendable {
  /// The folder that relative paths are read against; empty for paths that the study's checker has resolved.
  public let study: String
  /// Folders that may hold the bundled sets, in the order they are looked at.
  public let bundled: [String]
  /// The folder of benchmark sets, where one was named.
  public let benchmarks: String?

  public init(study: String, bundled: [String], benchmarks: String?) {
    (self.study, self.bundled, self.benchmarks) = (study, bundled, benchmarks)
  }

  /// The usual places. Bundled sets are looked for in WORKBENCH_BUNDLED, beside the study, below the current folder,
  /// and near the program, as built and as installed; benchmark sets in `--data-dir`, else in WORKBENCH_DATA. `study` is
  /// the study's folder; the paths in it come resolved against it and are taken as they are.
  public init(
    study: String, currentFolder: String, executable: String, environment: [String: String], dataDirectory: String?
  ) {
    let program = Self.folder(of: executable)
    let places = [
      "\(study)/data", "\(currentFolder)/studies/data", "\(program)/../../../studies/data",
      "\(program)/../share/workbench/data",
    ]
    func named(_ variable: String) -> String? { environment[variable].flatMap { $0.isEmpty ? nil : $0 } }
    self.init(
      study: "", bundled: (named("WORKBENCH_BUNDLED").map { [$0] } ?? []) + places,
      benchmarks: dataDirectory ?? named("WORKBENCH_DATA"))
  }

  /// A user's path as the operating system can find it.
  public func resolved(_ path: String) -> String {
    path.hasPrefix("/") || study.isEmpty ? path : "\(study)/\(path)"
  }

  /// Where a file is; throws where it should be and is not.
  public func path(of file: DataFile) throws(DatasetError) -> String {
    switch file {
    case .user(let path):
      let path = resolved(path)
      if let error = Self.absence(of: path) { throw error }
      return path
    case .bundled(let name, _):
      guard let folder = bundled.first(where: { Self.exists("\($0)/\(name)") }) else {
        throw .missing(path: name, searched: bundled)
      }
      return "\(folder)/\(name)"
    case .benchmark(let set, let name, let sha256):
      guard let path = benchmark(name) else {
        throw .unavailable(set: set, path: expectedPath(name), sha256: sha256)
      }
      return path
    case .oneOf(let set, let candidates):
      guard let path = candidates.lazy.compactMap({ benchmark($0.name) }).first else {
        throw .noneAvailable(set: set, paths: candidates.map { expectedPath($0.name) })
      }
      return path
    }
  }

  /// The path of a benchmark set's file if it is there.
  private func benchmark(_ name: String) -> String? {
    guard benchmarks != nil, Self.exists(expectedPath(name)) else { return nil }
    return expectedPath(name)
  }

  /// Where a benchmark set's file is expected.
  private func expectedPath(_ name: String) -> String { "\(benchmarks ?? "$WORKBENCH_DATA")/\(name)" }

  /// A file's bytes, checked against its checksum where it has one.
  public func bytes(of file: DataFile) throws(DatasetError) -> [UInt8] {
    let path = try path(of: file)
    let bytes = try Self.read(path)
    try check(bytes, file, path)
    return bytes
  }

  /// A key of the contents of some files, in their order; throws as ``bytes(of:)`` does. O(bytes).
  public func fingerprint(of files: [DataFile]) throws(DatasetError) -> ContentKey {
    var keys: [String] = []
    for file in files { keys.append(ContentKey(of: try bytes(of: file)).description) }
    return ContentKey(of: keys.joined(separator: "\n"))
  }

  private func check(_ bytes: [UInt8], _ file: DataFile, _ path: String) throws(DatasetError) {
    switch file {
    case .user: return
    case .bundled(_, let sha256), .benchmark(_, _, let sha256): try Self.check(bytes, .sha256(sha256), path)
    case .oneOf(_, let candidates):
      for candidate in candidates where expectedPath(candidate.name) == path {
        try Self.check(bytes, candidate.content, path)
      }
    }
  }

  private static func check(_ bytes: [UInt8], _ content: DataFile.Content, _ path: String) throws(DatasetError) {
    switch content {
    case .sha256(let expected):
      let found = ContentKey(of: bytes).description
      guard found == expected else { throw .checksum(path: path, expected: expected, found: found) }
    case .size(let expected):
      guard bytes.count == expected else { throw .size(path: path, expected: expected, found: bytes.count) }
    }
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }

  /// Why the system does not find a path, if it does not: a loop of links or a closed folder is not a missing file.
  private static func absence(of path: String) -> DatasetError? { exists(path) ? nil : failure(path) }

  private static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  private static func read(_ path: String) throws(DatasetError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path: path, reason: kind(status)) }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let (start, room) = (filled, bytes.count - filled)
      let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress.map { $0 + start }, room) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure(path) }
      if count == 0 { break }
      filled += count
    }
    return filled == bytes.count ? bytes : Array(bytes[..<filled])
  }

  /// Pipes and devices have no size, and a file is read more than once.
  private static func kind(_ status: stat) -> String {
    status.st_mode & S_IFMT == S_IFDIR
      ? "expected a file, found a folder" : "expected a file, found a pipe or device; write its contents to a file"
  }

  private static func failure(_ path: String) -> DatasetError {
    let code = errno
    return code == ENOENT || code == ENOTDIR
      ? .missing(path: path, searched: []) : .unreadable(path: path, reason: String(cString: strerror(code)))
  }
}
