import ArgumentParser
import Foundation

/// `workbench new PATH`: a starter study.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write a starter study, on bundled data or on your own CSV file.")

  @Argument(help: "Where to write it, such as studies/mine.yaml.")
  var path: String

  @Option(help: "Your own table (CSV with a header row); its path as seen from the study's folder.")
  var csv: String?

  @Option(help: "The column of the table that holds the class.")
  var label = "label"

  func run() throws {
    try Guarded.run {
      guard !FileManager.default.fileExists(atPath: path) else {
        throw Failure(.usage, "error: \(path) exists already; nothing was written. Choose another name.")
      }
      let folder = URL(filePath: path).deletingLastPathComponent()
      let table = try csv.map { try OwnTable(path: $0, studyFolder: folder.path, label: label) }
      do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(StarterStudy.text(table).utf8).write(to: URL(filePath: path))
      } catch {
        throw Failure(.inputOutput, "error: \(path) could not be written: \(error.reason)")
      }
      Terminal.say("Wrote \(path). Next: workbench check \(path), then workbench run \(path)")
    }
  }
}
