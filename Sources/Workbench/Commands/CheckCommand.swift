import ArgumentParser
import DSL
import Datasets
import Learning

/// `workbench check STUDY`: all mistakes at once, and what is probably not meant; nothing computed.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check a study: every mistake at once, nothing computed.")

  @OptionGroup var options: StudyOptions

  @Flag(help: "Write the mistakes as JSON on standard output.")
  var json = false

  @Flag(help: "Say nothing when all is well.")
  var quiet = false

  func run() throws {
    try Guarded.run(json: json) {
      let loaded = try options.load()
      let study = loaded.study
      try warnOfMissingFiles(loaded)
      try GameIdentity.check(study)
      try PlayerGroups.check(study)
      try EmbeddingNeeds.check(study)
      try NoiseStages.check(study)
      if !quiet { for warning in study.warnings { Terminal.complain(warning.description) } }
      if json { Terminal.say("[]") } else if !quiet { Terminal.say("\(options.study): no mistakes. \(summary(study))") }
    }
  }

  /// The study's own files must be there; benchmark sets may be on another machine.
  private func warnOfMissingFiles(_ loaded: LoadedStudy) throws {
    let files =
      loaded.study.datasets.flatMap { Registries.source($0.source).files }
      + loaded.study.embeddings.flatMap { Registries.embedding($0.component).files }
    for file in files {
      guard let missing = Self.missing(file, loaded) else { continue }
      guard missing.family == .notAvailable else { throw missing }
      Terminal.complain("warning: \(missing)")
    }
  }

  private static func missing(_ file: DataFile, _ loaded: LoadedStudy) -> DatasetError? {
    do {
      _ = try loaded.files.path(of: file)
      return nil
    } catch {
      return error
    }
  }

  /// What the study would do, in one sentence.
  private func summary(_ study: Study) -> String {
    let instances = study.methods.reduce(0) { $0 + $1.instances.count }
    let strategies = study.strategies.reduce(0) { $0 + $1.instances.count }
    let rows =
      (instances > 0 || strategies == 0 ? [counted(instances, "method instance")] : [])
      + (strategies > 0 ? [counted(strategies, "strategy", plural: "strategies")] : [])
    return "\(counted(study.cases.count, "case")), \(rows.joined(separator: ", ")), "
      + "\(counted(study.tasks.count, "task")), \(counted(study.replicates, "replicate"))."
  }

  private func counted(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
  }
}
