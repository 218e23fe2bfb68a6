import Foundation

/// Lets one process at a time render into a folder: two would put each other's half-written files in place.
enum RenderLock {
  /// Waits for its turn, then runs the body. The system gives the lock back when a process ends, however it ends.
  static func holding<R>(_ path: String, _ body: () throws -> R) throws -> R {
    let folder = URL(filePath: path).deletingLastPathComponent()
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw refused(path) }
    defer { close(file) }
    while flock(file, LOCK_EX) != 0 {
      // Some file systems know no locks; there two renderings at once are the user's risk.
      guard errno == EINTR else { break }
    }
    return try body()
  }

  private static func refused(_ path: String) -> Failure {
    Failure(.inputOutput, "error: \(path) could not be written: \(String(cString: strerror(errno)))")
  }
}
