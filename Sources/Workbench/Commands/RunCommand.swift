import ArgumentParser
import Pipeline

/// `workbench run STUDY`: compute what is missing and render the report.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Compute what is not known yet and render the report.")

  @OptionGroup var options: StudyOptions
  @OptionGroup var storage: StorageOptions
  @OptionGroup var folder: ReportOptions
  @OptionGroup var work: WorkOptions
  @OptionGroup var summary: SummaryOptions

  func run() throws {
    try Guarded.run(json: summary.json) {
      let loaded = try options.load()
      let plan = try StudyInterpreter(loaded).plan()
      let store = try Store(folder: storage.store)
      let outcome = try work.compute(plan, loaded, store, isQuiet: summary.quiet)
      guard !outcome.isInterrupted else { throw Failure(.interrupted, Self.message(of: outcome)) }
      let delivery = try folder.deliver(StudyResults(plan: plan, outcome: outcome), loaded, store)
      delivery.tell(json: summary.json, quiet: summary.quiet)
      if let status = delivery.failure { throw status.code }
    }
  }

  private static func message(of outcome: Outcome) -> String {
    let known = outcome.steps.count { $0.content != nil }
    return "interrupted: \(known) of \(outcome.steps.count) steps are known and kept; run again to go on"
  }
}
