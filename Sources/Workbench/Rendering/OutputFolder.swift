import Foundation
import Vocabulary

/// The folder a study renders into. A file is written beside and renamed, and only when its bytes differ.
struct OutputFolder {
  let path: String

  func url(_ name: String) -> URL { URL(filePath: path).appending(path: name) }

  /// Writes a file; its folder is made when missing. What a killed run left half written is written over or removed.
  func write(_ bytes: [UInt8], to name: String) throws {
    let target = url(name)
    let aside = url(name + ".part")
    if let old = try? Data(contentsOf: target), old.elementsEqual(bytes) {
      unlink(aside.path)
      return
    }
    do {
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw Failure(.inputOutput, "error: the folder of \(target.path) could not be made: \(error.reason)")
    }
    try Self.write(bytes, to: aside.path)
    guard rename(aside.path, target.path) == 0 else { throw Self.failure(target.path) }
  }

  /// Writes a whole file anew.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written)
      }
      guard count > 0 else {
        if errno == EINTR { continue }
        let failure = failure(path)
        close(descriptor)
        throw failure
      }
      written += count
    }
    guard close(descriptor) == 0 else { throw failure(path) }
  }

  /// The system's own reason.
  private static func failure(_ path: String) -> Failure {
    Failure(.inputOutput, "error: \(path) could not be written: \(String(cString: strerror(errno)))")
  }

  /// The digest of a file's bytes; `nil` where there is none.
  func digest(_ name: String) -> ContentKey? {
    (try? Data(contentsOf: url(name))).map { ContentKey(of: [UInt8]($0)) }
  }

  /// Removes files of an earlier rendering that this one no longer has.
  func remove(_ names: [String]) {
    for name in names { try? FileManager.default.removeItem(at: url(name)) }
  }
}

extension Error {
  /// The system's reason where there is one below Foundation's words.
  var reason: String {
    let code = ((self as? CocoaError)?.underlying as? POSIXError ?? self as? POSIXError)?.code
    return code.map { String(cString: strerror($0.rawValue)) } ?? "\(self)"
  }
}
