import ArgumentParser
import Compute
import Foundation
import Pipeline

/// What every command that computes takes; no result depends on any of it.
struct WorkOptions: ParsableArguments {
  @Option(name: [.customShort("j"), .long], help: "Threads; results never depend on their number.")
  var jobs = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "How much memory blocks of work may take together, such as 500MB or 2GB; results never depend on it.")
  var memory: ByteCount?

  @Option(help: "auto, plain or none.")
  var progress = ProgressMode.auto

  @Option(help: "The fewest seconds between two checkpoints of a training; results never depend on it.")
  var checkpointSeconds = 10.0

  func validate() throws {
    guard jobs >= 1 && jobs <= 1024 else { throw ValidationError("-j takes a number from 1 to 1024, not \(jobs)") }
    guard (0...86_400).contains(checkpointSeconds) else {
      throw ValidationError("--checkpoint-seconds takes a number from 0 to 86400, not \(checkpointSeconds)")
    }
  }

  /// Computes what is missing; a request to end stops it after the units under way.
  func compute(_ plan: StudyPlan, _ loaded: LoadedStudy, _ store: Store, isQuiet: Bool) throws -> Outcome {
    let interruption = Interruption()
    let signals = SignalWatch(interruption)
    defer { signals.stop() }
    return try compute(plan, loaded, store, isQuiet: isQuiet, until: interruption)
  }

  /// Computes what is missing, until it is asked to stop.
  func compute(
    _ plan: StudyPlan, _ loaded: LoadedStudy, _ store: Store, isQuiet: Bool, until interruption: Interruption
  ) throws -> Outcome {
    let expected = try plan.plan.forecast(store: store, study: loaded.name).filter(\.isPending).map(\.step)
    let display = Display(isQuiet ? .none : mode, expected: expected, threads: jobs)
    defer { display.finish() }
    return try Runner(
      plan: plan.plan, store: store, study: loaded.name, threads: jobs, device: loaded.device.device,
      interruption: interruption, observer: display.observer, blockMemory: memory?.bytes,
      checkpointInterval: .seconds(checkpointSeconds)
    ).run()
  }

  /// `auto` redraws on a terminal and writes plain lines elsewhere.
  private var mode: ProgressMode { progress == .auto && !Terminal.isInteractive ? .plain : progress }
}
