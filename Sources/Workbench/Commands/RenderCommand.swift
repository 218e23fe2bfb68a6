import ArgumentParser
import Pipeline

/// `workbench render STUDY`: the report from what the store has, nothing computed.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Render the report from known results; compute nothing.",
    discussion: """
      Writes the files that `run` would write, byte for byte. Where a step's result is missing it says which, writes nothing
      and exits 4; with --json it lists them on standard output.
      """)

  @OptionGroup var options: StudyOptions
  @OptionGroup var storage: StorageOptions
  @OptionGroup var folder: ReportOptions
  @OptionGroup var summary: SummaryOptions

  func run() throws {
    try Guarded.run(json: summary.json) {
      let loaded = try options.load()
      let plan = try StudyInterpreter(loaded).plan()
      let store = try Store(folder: storage.store)
      guard let delivery = try Recollection(plan: plan, loaded: loaded, store: store).deliver(to: folder) else {
        let missing = try MissingResults(plan, loaded, store)
        if summary.json {
          Terminal.say(JSONText.encode(missing))
        } else {
          Terminal.complain(missing.text(advice(loaded)))
        }
        throw ExitStatus.outOfDate.code
      }
      delivery.tell(json: summary.json, quiet: summary.quiet)
      if let status = delivery.failure { throw status.code }
    }
  }

  /// How the missing results are computed, in a line for the shell.
  private func advice(_ loaded: LoadedStudy) -> String {
    let folders =
      (storage.store == ".workbench" ? [] : ["--store", storage.store])
      + (folder.reports == "reports" ? [] : ["--reports", folder.reports])
    return "Compute them with: \(ShellLine(["workbench", "run"] + options.arguments + folders))"
  }
}
