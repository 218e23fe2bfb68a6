import Foundation

/// Files of the repository, found from this file.
enum Repository {
  static let tests = URL(filePath: #filePath).deletingLastPathComponent()
  static let root = tests.deletingLastPathComponent().deletingLastPathComponent()
  static let cases = tests.appending(path: "Cases")

  static func text(of file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

  /// The study that `make report` runs.
  static func defaultStudy() throws -> String { try text(of: root.appending(path: "studies/chg_vs_knn.yaml")) }
}
