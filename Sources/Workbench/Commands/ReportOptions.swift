import ArgumentParser
import Pipeline

/// Where reports are written.
struct ReportOptions: ParsableArguments {
  @Option(help: "The folder below which the report's folder lies.")
  var reports = "reports"

  func validate() throws {
    guard !reports.isEmpty else { throw ValidationError("--reports takes the path of a folder, not an empty text") }
  }

  /// Renders what was found, and sums up.
  func deliver(_ results: StudyResults, _ loaded: LoadedStudy, _ store: Store) throws -> RunSummary {
    let output = OutputFolder(path: "\(reports)/\(loaded.name)")
    let rendering = try Rendering(loaded: loaded, results: results, output: output, store: store.folder).render()
    return RunSummary(
      loaded: loaded, outcome: results.outcome, rendering: rendering, output: output,
      unmet: try Verdicts(results: results).unmet())
  }
}
