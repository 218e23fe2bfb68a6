import Compute
import Synchronization
import Vocabulary

/// Where threads do the jobs of a plan.
final class Workshop: Sendable {
  let plan: Plan
  let store: Store
  let options: Options
  private let monitor: Monitor<Agenda>
  private let observer: Teller
  /// Utilities kept from job to job and from run to run; `nil` where everything is to be computed.
  let known: KnownUtilities?
  /// Where trainings go on from; `nil` where everything is to be computed.
  let checkpoints: KeptCheckpoints?

  struct Options {
    let threads: Int
    let device: Device
    let interruption: Interruption
    let isReusing: Bool
    /// Whether what the store does not have is made; else it stays unknown.
    var isMaking = true
    let memoryLimit: Int
    /// Bytes that one job's blocks may take together.
    let blockMemory: Int?
    /// The shortest time between two checkpoints of a training.
    let checkpointInterval: Duration
  }

  init(_ plan: Plan, _ store: Store, _ options: Options, _ observer: any Observer) {
    (self.plan, self.store, self.options) = (plan, store, options)
    monitor = Monitor(Agenda(plan, memoryLimit: options.memoryLimit, lookahead: options.threads))
    let teller = Teller(observer)
    self.observer = teller
    let forget: @Sendable (StoreError) -> Void = { teller.tell(.forgotten(error: $0)) }
    known = options.isReusing && options.isMaking ? KnownUtilities(store, tell: forget) : nil
    checkpoints =
      options.isReusing && options.isMaking
      ? KeptCheckpoints(store, every: options.checkpointInterval, tell: forget) : nil
  }

  /// Lets one thread at a time tell.
  private final class Teller: Sendable {
    private let observer: Mutex<any Observer>
    init(_ observer: any Observer) { self.observer = Mutex(observer) }
    func tell(_ event: RunEvent) { observer.withLock { $0.observe(event) } }
  }

  /// What the jobs have asked of games.
  var evaluations: Outcome.Evaluations {
    let counts = known?.counts ?? KnownUtilities.Counts()
    return Outcome.Evaluations(computed: counts.computed, known: counts.known)
  }

  /// A copy of what is known.
  var agenda: Agenda { monitor.change { $0 } }

  /// Does jobs until none is left or the run stops.
  func work() {
    while case .job(let job) = next() {
      do {
        try perform(job)
      } catch {
        end(job, with: error)
      }
      monitor.change { $0.end(job) }
    }
  }

  private enum Next {
    case job(Job)
    case end
  }

  private func next() -> Next {
    monitor.wait { agenda in
      if self.options.interruption.isRequested || agenda.storeError != nil { return .end }
      if let job = agenda.pop() { return .job(job) }
      return agenda.runningCount == 0 ? .end : nil
    }
  }

  func tell(_ event: RunEvent) { observer.tell(event) }

  func change<R>(_ body: (inout Agenda) -> R) -> R { monitor.change(body) }

  /// Sorts an error out: a stop is none, a file system that refuses ends the run, anything else fails a step.
  private func end(_ job: Job, with error: any Error) {
    if isStop(error) { return }
    if error is InputFailure {
      let isSkipped = monitor.change { $0.states[job.step].status != nil }
      precondition(isSkipped, "no input of '\(plan.steps[job.step].name)' has failed")
      return
    }
    if let error = error as? StoreError, error.isOfFileSystem {
      monitor.change { $0.storeError = $0.storeError ?? error }
    } else if case .unit(let index) = job.kind, monitor.change({ $0.holdsBack(error, job.step, unit: index) }) {
      return
    } else {
      fail(job.step, error)
    }
  }

  func isStop(_ error: any Error) -> Bool { error is Interrupted && options.interruption.isRequested }

  private func fail(_ step: Int, _ error: any Error) {
    let skipped: [Int]? = monitor.change { agenda in
      if case .failed = agenda.states[step].status { return nil }
      return agenda.fail(step, error)
    }
    guard let skipped else { return }
    tell(.failed(step: plan.steps[step].name, error: error))
    for other in skipped { tell(.skipped(step: plan.steps[other].name, because: plan.steps[step].name)) }
  }
}

/// An input could not be made; the step that could not has been told of.
struct InputFailure: Error {}

extension Workshop {
  /// The result of a step: at hand, from the store, or made on this thread. Threads that want the same wait for one.
  func artifact(_ step: Int) throws -> Artifact {
    let access: ArtifactMemory.Access = monitor.wait { agenda in
      if case .failed = agenda.states[step].status { return .failed }
      return agenda.memory.access(step)
    }
    switch access {
    case .here(let artifact): return artifact
    case .failed: throw InputFailure()
    case .absent:
      do {
        let artifact = try obtain(step)
        monitor.change { $0.memory.put(step, artifact) }
        return artifact
      } catch {
        monitor.change { $0.memory.put(step, nil) }
        throw error
      }
    }
  }

  /// The results of a step's inputs, in their order.
  func inputs(_ step: Int) throws -> [Artifact] { try plan.inputs[step].map { try artifact($0) } }

  private func obtain(_ step: Int) throws -> Artifact {
    if let record = change({ $0.states[step].record }) {
      do {
        return try store.load(record)
      } catch {
        if error.isOfFileSystem || !options.isMaking { throw error }
        tell(.damaged(step: plan.steps[step].name, error: error))
      }
    }
    do {
      return try make(step)
    } catch {
      if !(isStop(error) || error is InputFailure || (error as? StoreError)?.isOfFileSystem == true) {
        fail(step, error)
        throw InputFailure()
      }
      throw error
    }
  }
}
