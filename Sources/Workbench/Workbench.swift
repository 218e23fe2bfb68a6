import ArgumentParser
import Glibc

/// The command line.
@main
struct WorkbenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workbench",
    abstract: "A literate, reproducible workbench for data valuation.",
    discussion: """
      A study is one YAML file. `run` plans its work, computes only what is not already known and renders the report.

      Exit codes: 0 ok, 1 a step failed, 2 a required check or claim failed, 4 results are missing, 64 usage, 65 study or data
      file invalid, 66 file missing, 69 data set or device not available, 70 a mistake of this program, 74 input or output
      failed, 130 interrupted (run again to go on).
      """,
    version: Release.version,
    subcommands: [
      RunCommand.self, CheckCommand.self, PlanCommand.self, RenderCommand.self, WatchCommand.self, ExplainCommand.self,
      SchemaCommand.self, NewCommand.self,
    ]
  )

  /// Whoever listened to a pipe may leave; the run goes on.
  static func main() {
    signal(SIGPIPE, SIG_IGN)
    main(nil)
  }
}

/// What this program calls itself in manifests.
enum Release {
  static let version = "0.1.0"
}
