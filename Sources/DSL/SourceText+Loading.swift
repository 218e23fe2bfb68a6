import Glibc

extension SourceText {
  /// The largest file that is read, in bytes: 4 MiB.
  public static let byteLimit = 4 << 20

  /// Reads a study file; refuses what cannot be one before reading it all. A study may come through a pipe; what a study
  /// names is a regular file, since it is read again.
  public static func load(path: String, acceptsPipes: Bool = true) throws(SourceError) -> SourceText {
    let bytes = try contents(of: path, acceptsPipes: acceptsPipes)
    if let offset = firstInvalidByte(in: bytes) {
      let line = 1 + bytes[..<offset].count { $0 == UInt8(ascii: "\n") }
      throw .invalidUTF8(path: path, offset: offset, line: line)
    }
    return SourceText(name: path, text: String(decoding: bytes, as: UTF8.self))
  }

  private static func contents(of path: String, acceptsPipes: Bool) throws(SourceError) -> [UInt8] {
    // Opening a pipe that nobody writes to would wait for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | (acceptsPipes ? 0 : O_NONBLOCK))
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path) }
    if status.st_mode & S_IFMT == S_IFDIR { throw .isDirectory(path: path) }
    if !acceptsPipes, status.st_mode & S_IFMT != S_IFREG { throw .isNoRegularFile(path: path) }
    if status.st_size > byteLimit { throw .tooLarge(path: path, bytes: Int(status.st_size), limit: byteLimit) }
    return try bytes(from: descriptor, path: path)
  }

  /// Reads to the end. Pipes have no size, so the limit is watched while reading too.
  private static func bytes(from descriptor: Int32, path: String) throws(SourceError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(path)
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
      if bytes.count > byteLimit { throw .tooLarge(path: path, bytes: bytes.count, limit: byteLimit) }
    }
  }

  private static func failure(_ path: String) -> SourceError {
    let code = errno
    return code == ENOENT || code == ENOTDIR
      ? .missing(path: path) : .unreadable(path: path, reason: String(cString: strerror(code)))
  }

  private static func firstInvalidByte(in bytes: [UInt8]) -> Int? {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }
}
