import Vocabulary

/// What is known while a plan runs: the state of each step, the jobs that are ready, the artifacts held in memory.
struct Agenda {
  let plan: Plan
  var states: [State]
  /// Ready jobs, the next one last.
  private var ready: [Job] = []
  /// Keys being computed, with the jobs that wait for the same key.
  private var parked: [ContentKey: [Job]] = [:]
  private(set) var runningCount = 0
  /// Set when nothing more can be stored.
  var storeError: StoreError?
  var memory: ArtifactMemory
  /// How many units may be worked on beyond those that a watch has heard.
  let lookahead: Int

  struct State {
    /// Inputs whose content is not known yet.
    var waiting: Int
    var key: ContentKey?
    /// Set when the step's content is known.
    var content: ContentKey?
    var record: ActionRecord?
    var status: Outcome.Status?
    var units: [Unit] = []
    /// Set when units have a watch.
    var hearing: Hearing?
    var hasStarted = false
    var seconds = 0.0
  }

  struct Unit {
    let key: ContentKey
    var record: ActionRecord?
    var isReused: Bool
    /// Why it could not be made; held back until the watch asks for the unit.
    var failure: (any Error)?
  }

  init(_ plan: Plan, memoryLimit: Int, lookahead: Int) {
    (self.plan, self.lookahead) = (plan, lookahead)
    states = plan.inputs.map { State(waiting: $0.count) }
    memory = ArtifactMemory(plan, limit: memoryLimit)
    for step in plan.steps.indices where plan.inputs[step].isEmpty { push(Job(step: step, kind: .resolve)) }
  }

  /// The content hashes of a step's inputs; all must be known.
  func contents(_ step: Int) -> [ContentKey] { plan.inputs[step].compactMap { states[$0].content } }
}

extension Agenda {
  mutating func push(_ job: Job) {
    var (low, high) = (0, ready.count)
    while low < high {
      let middle = (low + high) / 2
      if job < ready[middle] { low = middle + 1 } else { high = middle }
    }
    ready.insert(job, at: low)
  }

  /// Takes the next job; one whose key is being computed already waits until that is done.
  mutating func pop() -> Job? {
    while let job = ready.popLast() {
      guard states[job.step].status == nil, !isBeyondEnough(job) else { continue }
      if let key = key(job) {
        if parked[key] != nil {
          parked[key]?.append(job)
          continue
        }
        parked[key] = []
      }
      runningCount += 1
      return job
    }
    return nil
  }

  /// Ends a job; those that waited for its key look it up in turn.
  mutating func end(_ job: Job) {
    runningCount -= 1
    guard let key = key(job) else { return }
    for other in parked.removeValue(forKey: key) ?? [] { push(other) }
  }

  private func key(_ job: Job) -> ContentKey? {
    switch job.kind {
    case .resolve, .judge: nil
    case .whole, .combine: states[job.step].key
    case .unit(let index): states[job.step].units[index].key
    }
  }
}

extension Agenda {
  /// The content of a step is known: those that wait for nothing else are looked up.
  mutating func settle(_ step: Int, _ content: ContentKey) {
    guard states[step].content == nil else { return }
    states[step].content = content
    for dependant in plan.dependants[step] {
      states[dependant].waiting -= 1
      if states[dependant].waiting == 0 { push(Job(step: dependant, kind: .resolve)) }
    }
    if plan.steps[step].isStored || plan.dependants[step].isEmpty { memory.release(inputsOf: step) }
  }

  /// A step has failed: all that depend on it and are not known are skipped. Returns those.
  mutating func fail(_ step: Int, _ error: any Error) -> [Int] {
    states[step].status = .failed(error)
    memory.release(inputsOf: step)
    var skipped = [Int]()
    var open = plan.dependants[step]
    while let next = open.popLast() {
      guard states[next].status == nil else { continue }
      states[next].status = .skipped(because: plan.steps[step].name)
      memory.release(inputsOf: next)
      skipped.append(next)
      open += plan.dependants[next]
    }
    return skipped.sorted()
  }
}
