import DSL
import Foundation
import Pipeline
import Report
import Vocabulary

/// Renders a study's files, unless the same files were rendered from the same results before.
struct Rendering {
  let loaded: LoadedStudy
  let results: StudyResults
  let output: OutputFolder
  /// The store's folder; the record of the last rendering lies in it.
  let store: String

  /// What was done.
  struct Result {
    let isFresh: Bool
    let files: [String]
  }

  func render() throws -> Result {
    let key = try self.key()
    let old = RenderRecord.read(recordPath)
    if let old, old.key == key, old.isIntact(in: output) {
      return Result(isFresh: false, files: old.files.keys.sorted())
    }
    return try RenderLock.holding(recordPath + ".lock") { try rendered(key, replacing: old) }
  }

  private func rendered(_ key: String, replacing old: RenderRecord?) throws -> Result {
    var digests: [String: String] = [:]
    for part in try parts() {
      for file in try part() {
        try output.write(file.bytes, to: file.path)
        digests[file.path] = ContentKey(of: file.bytes).description
      }
    }
    try Timings(outcome: results.outcome).write(to: output)
    let record = RenderRecord(key: key, files: digests)
    output.remove((old?.files.keys.sorted() ?? []).filter { record.files[$0] == nil })
    // A report with a failure in it is rendered again by the next run.
    if results.outcome.failures.isEmpty { try record.write(recordPath) }
    return Result(isFresh: true, files: record.files.keys.sorted())
  }

  private typealias File = (path: String, bytes: [UInt8])

  /// The texts first: whoever watches a sentence need not wait for the pictures.
  private func parts() throws -> [() throws -> [File]] {
    let document = try ReportAssembly(loaded: loaded, results: results).document()
    let formats = Set(loaded.study.report.formats.compactMap { ReportFormat(rawValue: $0.rawValue) })
    let layouts = loaded.study.report.layouts.compactMap { Layout(rawValue: $0.rawValue) }
    return [
      { try document.texts(formats: formats, layouts: layouts).map { ($0.path, $0.bytes) } },
      { try document.attachments(csv: \.csvBytes).map { ($0.path, $0.bytes) } },
      { try ValueFiles(results: results).files() },
      { [("manifest.json", Array((JSONText.encode(try Manifest(loaded: loaded, results: results)) + "\n").utf8))] },
    ]
  }

  /// This program's own digest, taken once: while watching it is asked for at every save.
  private static let program = Swift.Result {
    ContentKey(of: [UInt8](try Data(contentsOf: URL(filePath: "/proc/self/exe")))).description
  }

  /// Digest of the study's text, of its bibliography, of every result and of this program: whoever changes a renderer renders again.
  private func key() throws -> String {
    let program = try Self.program.get()
    let contents = results.outcome.steps.map { "\($0.name) \($0.content?.description ?? "-")" }
    let bibliography = loaded.study.report.bibliography?.content.description ?? "-"
    let parts =
      [loaded.digest.description, bibliography, program, output.path] + contents
    return ContentKey(of: parts.joined(separator: "\n")).description
  }

  private var recordPath: String {
    "\(store)/rendered/\(ContentKey(of: "\(loaded.name)\n\(output.url("").standardizedFileURL.path)").short(16)).json"
  }
}
