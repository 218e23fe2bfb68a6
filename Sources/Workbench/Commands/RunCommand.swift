import ArgumentParser
import Compute
import Foundation
import Pipeline

/// `workbench run STUDY`: compute what is missing and render the report.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Compute what is not known yet and render the report.")

  @OptionGroup var options: StudyOptions
  @OptionGroup var storage: StorageOptions

  @Option(help: "The folder below which the report's folder lies.")
  var reports = "reports"

  @Option(name: [.customShort("j"), .long], help: "Threads; results never depend on their number.")
  var jobs = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "How much memory blocks of work may take together, such as 500MB or 2GB; results never depend on it.")
  var memory: ByteCount?

  @Option(help: "auto, plain or none.")
  var progress = ProgressMode.auto

  @Option(help: "The fewest seconds between two checkpoints of a training; results never depend on it.")
  var checkpointSeconds = 10.0

  @Flag(help: "Write a summary as JSON on standard output.")
  var json = false

  @Flag(help: "Say nothing but errors.")
  var quiet = false

  func validate() throws {
    guard jobs >= 1 && jobs <= 1024 else { throw ValidationError("-j takes a number from 1 to 1024, not \(jobs)") }
    guard (0...86_400).contains(checkpointSeconds) else {
      throw ValidationError("--checkpoint-seconds takes a number from 0 to 86400, not \(checkpointSeconds)")
    }
    guard !reports.isEmpty else { throw ValidationError("--reports takes the path of a folder, not an empty text") }
  }

  func run() throws {
    try Guarded.run(json: json) {
      let loaded = try options.load()
      let plan = try StudyInterpreter(loaded).plan()
      let store = try Store(folder: storage.store)
      let outcome = try compute(plan, loaded, store)
      guard !outcome.isInterrupted else { throw Self.interrupted(outcome) }
      let results = StudyResults(plan: plan, outcome: outcome)
      let output = OutputFolder(path: "\(reports)/\(loaded.name)")
      let rendering = try Rendering(loaded: loaded, results: results, output: output, store: store.folder).render()
      let summary = RunSummary(
        loaded: loaded, outcome: outcome, rendering: rendering, output: output,
        unmet: try Verdicts(results: results).unmet())
      if json { Terminal.say(JSONText.encode(summary)) } else if !quiet { Terminal.say(summary.text) }
      for reason in summary.unmet { Terminal.complain("error: \(reason), and the study requires it") }
      if let status = summary.failure { throw status.code }
    }
  }

  private func compute(_ plan: StudyPlan, _ loaded: LoadedStudy, _ store: Store) throws -> Outcome {
    let expected = try plan.plan.forecast(store: store, study: loaded.name).filter(\.isPending).map(\.step)
    let interruption = Interruption()
    let signals = SignalWatch(interruption)
    defer { signals.stop() }
    let display = Display(mode, expected: expected, threads: jobs)
    defer { display.finish() }
    return try Runner(
      plan: plan.plan, store: store, study: loaded.name, threads: jobs, device: loaded.device.device,
      interruption: interruption,
      observer: display.observer, blockMemory: memory?.bytes,
      checkpointInterval: .seconds(checkpointSeconds)
    ).run()
  }

  /// `auto` redraws on a terminal and writes plain lines elsewhere.
  private var mode: ProgressMode {
    if quiet { return .none }
    return progress == .auto && !Terminal.isInteractive ? .plain : progress
  }

  private static func interrupted(_ outcome: Outcome) -> Failure {
    let known = outcome.steps.count { $0.content != nil }
    return Failure(
      .interrupted, "interrupted: \(known) of \(outcome.steps.count) steps are known and kept; run again to go on")
  }
}
