import Synchronization

/// What a computation is given besides its inputs: streams, threads, a way to say how far it is and to be stopped.
///
/// Results never depend on `threads`; see ``forEachBlock(_:threads:_:)``.
public struct Run: Sendable {
  public private(set) var seeds: SeedStream
  public private(set) var threads: Int
  /// What large computations run on.
  public let device: Device
  /// Bytes that blocks in flight may take together; `nil` for as much as they need.
  public let memory: Int?
  /// Numbers that need not be computed again; `nil` where nobody keeps them.
  public let known: (any KnownNumbers)?
  /// Where a long training keeps its last checkpoint; `nil` where nobody keeps any.
  public private(set) var checkpoints: (any Checkpoints)?
  private let interruption: Interruption
  private var report: Report?

  /// Hears units done, units in all, and what else there is to say of the work in a few words.
  public typealias Report = @Sendable (_ done: Int, _ total: Int, _ note: String?) -> Void

  /// `report` must be quick.
  public init(
    seeds: SeedStream, threads: Int = 1, device: Device = .cpu, interruption: Interruption = Interruption(),
    memory: Int? = nil, known: (any KnownNumbers)? = nil, checkpoints: (any Checkpoints)? = nil, report: Report? = nil
  ) {
    precondition(threads > 0, "a run needs a thread, not \(threads)")
    (self.seeds, self.threads, self.device, self.interruption) = (seeds, threads, device, interruption)
    (self.memory, self.known, self.checkpoints, self.report) = (memory, known, checkpoints, report)
  }

  /// Says how far a long computation is; a note is only made where somebody hears it, and enters no result.
  public func progress(_ done: Int, of total: Int, note: @autoclosure () -> String? = nil) {
    report?(done, total, note())
  }

  /// Whether anybody hears of progress; what is only told need not be gathered otherwise.
  public var isHeard: Bool { report != nil }

  /// A backend of the run's device, with the run's threads.
  public func backend() throws(DeviceError) -> any Backend { try device.backend(threads: threads) }

  /// Whether the computation should stop; long loops ask at least every tenth of a second.
  public var isInterrupted: Bool { interruption.isRequested }

  /// Throws ``Interrupted`` when the computation should stop.
  public func checkInterruption() throws(Interrupted) {
    if isInterrupted { throw Interrupted() }
  }

  /// How many threads may hold a block of so many bytes each at once. The blocks themselves never change.
  public func threads(forBlocksOf bytes: Int) -> Int {
    guard let memory else { return threads }
    return max(1, min(threads, memory / max(1, bytes)))
  }

  /// The same run without a listener to its progress, for a part whose own steps are not the whole's.
  public var silenced: Run { changed { $0.report = nil } }

  /// The same run with another stream.
  public func with(seeds: SeedStream) -> Run { changed { $0.seeds = seeds } }

  /// A part of this run that is one of many: one thread, silent, stopped together with the whole; such
  /// parts are short and keep no checkpoints.
  public func part(seeds: SeedStream) -> Run {
    changed { run in (run.seeds, run.threads, run.checkpoints, run.report) = (seeds, 1, nil, nil) }
  }

  /// The same run for one of several equal stages: progress counts on over all of them.
  public func stage(_ index: Int, of count: Int) -> Run {
    changed { run in
      guard let report else { return }
      run.report = { done, total, note in report(index * total + done, count * total, note) }
    }
  }

  private func changed(_ change: (inout Run) -> Void) -> Run {
    var run = self
    change(&run)
    return run
  }
}

/// A flag that many threads may watch and any may raise.
public final class Interruption: Sendable {
  private let requested = Atomic<Bool>(false)
  public init() {}
  public var isRequested: Bool { requested.load(ordering: .relaxed) }
  public func request() { requested.store(true, ordering: .relaxed) }
}

/// A computation was asked to stop; nothing is wrong.
public struct Interrupted: Error, Hashable {
  public init() {}
}
