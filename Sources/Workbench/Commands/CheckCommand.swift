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
      let loaded = try options.check()
      let study = loaded.study
      try warnOfMissingFiles(loaded)
      try GameIdentity.check(study)
      try PlayerGroups.check(study)
      try EmbeddingNeeds.check(study)
      try TrainingNeeds.check(study)
      try NoiseStages.check(study)
      if json { Terminal.say("[]") } else if !quiet { Terminal.say("\(options.study): no mistakes. \(summary(study))") }
    }
  }

  /// The study's own files must be there; benchmark sets may be on another machine, which is said once for each.
  private func warnOfMissingFiles(_ loaded: CheckedStudy) throws {
    let sets =
      loaded.study.datasets.map { Registries.source($0.source).files }
      + loaded.study.embeddings.map { Registries.embedding($0.component).files }
    var told: Set<String> = []
    for files in sets {
      let missing = files.compactMap { Self.missing($0, loaded) }
      if let own = missing.first(where: { $0.family != .notAvailable }) { throw own }
      guard let first = missing.first else { continue }
      let others = missing.count > 1 ? " (and \(counted(missing.count - 1, "more file")) of it)" : ""
      let warning = "warning: \(first)\(others)"
      if told.insert(warning).inserted { Terminal.complain(warning) }
    }
  }

  private static func missing(_ file: DataFile, _ loaded: CheckedStudy) -> DatasetError? {
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
