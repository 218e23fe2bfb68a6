import ArgumentParser
import Compute
import DSL
import Datasets
import Foundation
import Vocabulary

/// What every command that reads a study takes.
struct StudyOptions: ParsableArguments {
  @Argument(help: "The study, a YAML file.")
  var study: String

  @Option(help: "A profile of the study, such as quick.")
  var profile: String?

  @Option(name: .customLong("set"), help: "Override a field: --set methods.knn.k=7. May be repeated.")
  var settings: [String] = []

  @Option(help: "The folder of benchmark data sets; otherwise WORKBENCH_DATA.")
  var dataDir: String?

  @Option(help: "What large computations run on, whatever the study says: cpu, cuda, or any for cuda if there is one.")
  var device: DeviceRequest?

  @Option(
    help: "How exact large products on cuda are, whatever the study says: single, tf32 or bfloat16.",
    transform: Self.precision(named:))
  var precision: Precision?

  /// Reads and checks the study; throws ``StudyRejected`` with all its mistakes. Opens no device.
  func check() throws -> CheckedStudy {
    let source = try SourceText.load(path: study)
    switch StudyReader(catalogue: Registries.catalogue).read(source, profile: profile, settings: settings) {
    case .success(let checked):
      for warning in checked.warnings.map(\.description) + EmbeddingNeeds.warnings(checked) {
        Terminal.complain(warning)
      }
      return CheckedStudy(
        study: checked, source: source, files: files,
        wish: try DeviceWish(checked, device: device, precision: precision))
    case .failure(let errors): throw StudyRejected(errors: errors, source: source)
    }
  }

  /// The other files of text that the study names, whatever mistakes it has.
  func companions() -> [String] {
    guard let source = try? SourceText.load(path: study) else { return [] }
    let reader = StudyReader(catalogue: Registries.catalogue)
    return reader.bibliography(of: source, profile: profile, settings: settings).map { [$0] } ?? []
  }

  /// Reads and checks the study, and opens its device, which must be there.
  func load() throws -> LoadedStudy {
    let checked = try check()
    let device = try checked.wish.picked()
    if let remark = device.remark { Terminal.complain("note: \(remark)") }
    return LoadedStudy(
      study: checked.study, source: checked.source, files: checked.files, profile: profile, device: device)
  }

  @Sendable private static func precision(named name: String) throws -> Precision {
    if let precision = Precision(rawValue: name) { return precision }
    let names = Precision.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("--precision takes one of \(names), not '\(name)'")
  }

  /// The words of a command line that say the same.
  var arguments: [String] {
    var words = [study]
    if let profile { words += ["--profile", profile] }
    words += settings.flatMap { ["--set", $0] }
    if let dataDir { words += ["--data-dir", dataDir] }
    if let device { words += ["--device", device.rawValue] }
    if let precision { words += ["--precision", precision.rawValue] }
    return words
  }

  /// Where data files are looked for.
  private var files: DataFiles {
    DataFiles(
      study: URL(filePath: study).deletingLastPathComponent().path,
      currentFolder: FileManager.default.currentDirectoryPath,
      executable: URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path,
      environment: ProcessInfo.processInfo.environment, dataDirectory: dataDir)
  }
}

/// A study without mistakes, before anything was opened.
struct CheckedStudy {
  let study: Study
  let source: SourceText
  let files: DataFiles
  let wish: DeviceWish
}

/// A checked study with its text, the files it may read and its device.
struct LoadedStudy {
  let study: Study
  let source: SourceText
  let files: DataFiles
  let profile: String?
  /// What large computations run on.
  let device: PickedDevice

  /// The file's name without folder and ending, and the profile; reports and history are kept under it.
  var name: String {
    let stem = URL(filePath: study.file).deletingPathExtension().lastPathComponent
    return profile.map { "\(stem).\($0)" } ?? stem
  }

  /// Digest of the text and the overrides.
  var digest: ContentKey { ContentKey(of: ([source.text] + study.overrides).joined(separator: "\n--set ")) }
}

/// The study has mistakes, all of them here.
struct StudyRejected: Error {
  let errors: StudyErrors
  let source: SourceText
}
