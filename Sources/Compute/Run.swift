import Synchronization

/// What a computation is given besides its inputs: streams, threads, a way to say how far it is and to be stopped.
///
/// Results never depend on `threads`; see ``forEachBlock(_:threads:_:)``.
public struct Run: Sendable {
  public let seeds: SeedStream
  public let threads: Int
  /// Bytes that blocks in flight may take together; `nil` for as much as they need.
  public let memory: Int?
  /// Numbers that need not be computed again; `nil` where nobody keeps them.
  public let known: (any KnownNumbers)?
  /// Where a long training keeps its last checkpoint; `nil` where nobody keeps any.
  public let checkpoints: (any Checkpoints)?
  private let interruption: Interruption
  private let report: @Sendable (Int, Int) -> Void

  /// `report` hears units done and units in all; it must be quick.
  public init(
    seeds: SeedStream, threads: Int = 1, interruption: Interruption = Interruption(),
    memory: Int? = nil, known: (any KnownNumbers)? = nil, checkpoints: (any Checkpoints)? = nil,
    report: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) {
    precondition(threads > 0, "a run needs a thread, not \(threads)")
    (self.seeds, self.threads, self.interruption) = (seeds, threads, interruption)
    (self.memory, self.known, self.checkpoints, self.report) = (memory, known, checkpoints, report)
  }

  /// Says how far a long computation is.
  public func progress(_ done: Int, of total: Int) { report(done, total) }

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
  public var silenced: Run {
    Run(
      seeds: seeds, threads: threads, interruption: interruption, memory: memory, known: known, checkpoints: checkpoints
    )
  }

  /// The same run with another stream.
  public func with(seeds: SeedStream) -> Run {
    Run(
      seeds: seeds, threads: threads, interruption: interruption, memory: memory, known: known,
      checkpoints: checkpoints,
      report: report)
  }

  /// A part of this run that is one of many: one thread, silent, stopped together with the whole; such
  /// parts are short and keep no checkpoints.
  public func part(seeds: SeedStream) -> Run {
    Run(seeds: seeds, interruption: interruption, memory: memory, known: known)
  }

  /// The same run for one of several equal stages: progress counts on over all of them.
  public func stage(_ index: Int, of count: Int) -> Run {
    Run(
      seeds: seeds, threads: threads, interruption: interruption, memory: memory, known: known, checkpoints: checkpoints
    ) {
      [report] done, total in
      report(index * total + done, count * total)
    }
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
