import Foundation
import Vocabulary

/// What was rendered last for a study, so that an unchanged study renders nothing.
struct RenderRecord: Codable, Equatable {
  /// Digest of everything the files depend on.
  let key: String
  /// Relative path → digest of its bytes.
  let files: [String: String]

  /// Whether all files are there with these bytes.
  func isIntact(in folder: OutputFolder) -> Bool {
    files.allSatisfy { folder.digest($0.key)?.description == $0.value }
  }

  static func read(_ path: String) -> RenderRecord? {
    FileManager.default.contents(atPath: path).flatMap { try? JSONDecoder().decode(RenderRecord.self, from: $0) }
  }

  func write(_ path: String) throws {
    let folder = URL(filePath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(JSONText.encode(self).utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw Failure(.inputOutput, "error: \(path) could not be written: \(error.reason)")
    }
  }
}
