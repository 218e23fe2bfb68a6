import ArgumentParser
import Compute
import DSL
import Pipeline

/// `workbench watch STUDY`: at every save of the study, its mistakes or its report.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "At every save of the study, tell its mistakes or render its report, until Ctrl-C.",
    discussion: """
      Computes nothing unless asked to with --compute; a save while it computes stops that after the units under way, which are
      kept, and starts over. A save of the study's bibliography counts as one of the study; data files are read anew at each. Ctrl-C ends with 0, or with 130 where it
      stopped a computation.
      """)

  @OptionGroup var options: StudyOptions
  @OptionGroup var storage: StorageOptions
  @OptionGroup var folder: ReportOptions
  @OptionGroup var work: WorkOptions

  @Flag(help: "Compute what is missing.")
  var compute = false

  func run() throws {
    try Guarded.run {
      // A study that is not there is a slip of the command line; one that goes later may be on its way back.
      _ = try SourceText.load(path: options.study)
      let ending = Interruption()
      let signals = SignalWatch(ending)
      defer { signals.stop() }
      Terminal.complain("Watching \(options.study); Ctrl-C ends.")
      var hasStopped = false
      while !ending.isRequested {
        let save = FileStamp.settled(of: options.study, until: ending, others: options.companions)
        hasStopped = try !turn(save, ending) && ending.isRequested
        save.waitForAnother(until: ending)
      }
      if hasStopped { throw ExitStatus.interrupted.code }
    }
  }

  /// Deals with one save. Returns whether it came to an end before another save or a request to end. Only what makes
  /// watching senseless is thrown.
  private func turn(_ save: FileStamp, _ ending: Interruption) throws -> Bool {
    guard save.isThere else {
      Terminal.complain("\(options.study) is gone; waiting for it to come back.")
      return true
    }
    do {
      let loaded = try options.load()
      let plan = try StudyInterpreter(loaded).plan()
      let store = try Store(folder: storage.store)
      if let summary = try Recollection(plan: plan, loaded: loaded, store: store).deliver(to: folder) {
        summary.tell(json: false, quiet: false)
        return true
      }
      guard compute else {
        let missing = try MissingResults(plan, loaded, store)
        Terminal.complain(missing.text("Compute them with --compute, or with `workbench run`."))
        return true
      }
      return try computed(plan, loaded, store, save, ending)
    } catch let rejected as StudyRejected {
      Terminal.complain(rejected.errors.description)
    } catch let exit as ExitCode {
      throw exit
    } catch {
      Terminal.complain(Guarded.message(error))
    }
    return true
  }

  /// Computes and renders; `false` where a new save or a request to end came first.
  private func computed(
    _ plan: StudyPlan, _ loaded: LoadedStudy, _ store: Store, _ save: FileStamp, _ ending: Interruption
  ) throws -> Bool {
    let interruption = Interruption()
    let outcome = try save.interrupting(interruption, after: ending) {
      try work.compute(plan, loaded, store, isQuiet: false, until: interruption)
    }
    guard !outcome.isInterrupted else {
      let known = outcome.steps.count { $0.content != nil }
      Terminal.complain("stopped: \(known) of \(outcome.steps.count) steps are known and kept.")
      return false
    }
    try folder.deliver(StudyResults(plan: plan, outcome: outcome), loaded, store).tell(json: false, quiet: false)
    return true
  }
}
