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

  @Option(help: "What networks are trained on, whatever the study says: cpu.", transform: Self.device(named:))
  var device: Device?

  /// Reads and checks the study; throws ``StudyRejected`` with all its mistakes, and where its device is not
  /// available.
  func load() throws -> LoadedStudy {
    let source = try SourceText.load(path: study)
    switch StudyReader(catalogue: Registries.catalogue).read(source, profile: profile, settings: settings) {
    case .success(let checked):
      for warning in checked.warnings.map(\.description) + EmbeddingNeeds.warnings(checked) {
        Terminal.complain(warning)
      }
      return LoadedStudy(
        study: checked, source: source, files: files, profile: profile, device: try device(of: checked))
    case .failure(let errors): throw StudyRejected(errors: errors, source: source)
    }
  }

  @Sendable private static func device(named name: String) throws -> Device {
    if let device = named(name) { return device }
    throw ValidationError("--device takes cpu or cuda, not '\(name)'")
  }

  private static func named(_ name: String) -> Device? {
    switch name {
    case "cpu": .cpu
    case "cuda": .cuda(.single)
    default: nil
    }
  }

  /// The device asked for, which must be there.
  private func device(of study: Study) throws -> Device {
    let choice = device == nil ? study.device : nil
    let device = device ?? choice.flatMap { Self.named($0.name) } ?? .cpu
    do {
      _ = try device.backend()
    } catch {
      let place = choice.map { "\($0.span.file):\($0.span.line):\($0.span.column)" } ?? "--device"
      throw Failure(.unavailable, "\(place): error: \(error)")
    }
    return device
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

/// A checked study with its text and the files it may read.
struct LoadedStudy {
  let study: Study
  let source: SourceText
  let files: DataFiles
  let profile: String?
  /// What networks are trained on.
  let device: Device

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
