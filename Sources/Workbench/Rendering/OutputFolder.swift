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
    let data = Data(bytes)
    if let old = try? Data(contentsOf: target), old == data {
      try? FileManager.default.removeItem(at: aside)
      return
    }
    do {
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: aside)
      guard rename(aside.path, target.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      throw Failure(.inputOutput, "error: \(target.path) could not be written: \(error.localizedDescription)")
    }
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
