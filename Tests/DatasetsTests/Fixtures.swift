import Compute
import Datasets
import Foundation
import Testing
import Vocabulary

/// A folder of files for one test, gone afterwards.
final class TemporaryFolder {
  let path: String

  init(_ files: [String: [UInt8]] = [:]) throws {
    path = FileManager.default.temporaryDirectory.path + "/datasets-tests-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, bytes) in files { try write(name, bytes) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
  }

  var files: DataFiles { DataFiles(study: path, bundled: [], benchmarks: nil) }
}

enum Repository {
  /// Of this package.
  static let root = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
  /// Development data beside the working copy, where there is some.
  static let data = "\(root)/../shared/data"
  static let files = DataFiles(study: root, bundled: ["\(root)/studies/data"], benchmarks: data)

  static func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(data)/\(name)") }
}

/// Small data with `counts[c]` rows of class c, the classes one after the other; feature 0 is the row.
func synthetic(_ counts: [Int], pools: LoadedData.Pools = .whole, corrupted: [Bool]? = nil) -> LoadedData {
  let labels = counts.enumerated().flatMap { [Int](repeating: $0, count: $1) }
  return LoadedData(
    examples: Examples(
      features: Matrix(rows: labels.count, columns: 1, labels.indices.map { Float($0) }), labels: labels,
      classes: counts.count, rows: Array(labels.indices)),
    pools: pools, corrupted: corrupted, classNames: counts.indices.map { "\($0)" }, featureNames: ["row"])
}

/// The error a call ends in, if it ends in one of ours.
func failure(_ body: () throws -> Void) -> DatasetError? {
  do {
    try body()
    return nil
  } catch { return error as? DatasetError }
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

let seeds = SeedStream(root: 42)
