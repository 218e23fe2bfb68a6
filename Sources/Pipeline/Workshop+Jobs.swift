import Compute
import Vocabulary

extension Workshop {
  func perform(_ job: Job) throws {
    switch (job.kind, plan.steps[job.step].work) {
    case (.resolve, _): try resolve(job.step)
    case (.unit(let index), .units(let units)): try perform(job.step, unit: index, units)
    case (.judge, .units(let units)): try judge(job.step, units)
    default: try perform(job.step)
    }
  }

  /// Forms a step's key and looks it up: what is known settles, what is not is readied.
  private func resolve(_ position: Int) throws(StoreError) {
    let step = plan.steps[position]
    let contents = change { $0.contents(position) }
    let key = step.key(inputs: contents)
    change { $0.states[position].key = key }
    guard step.isStored else { return change { $0.settle(position, Step.contentOnDemand(key)) } }
    if try reuse(position, key) { return }
    // What is not made leaves all that depends on it unknown.
    guard options.isMaking else { return }
    guard case .units(let units) = step.work else { return change { $0.push(Job(step: position, kind: .whole)) } }
    var found = [Agenda.Unit]()
    for index in 0..<units.count {
      let key = step.key(unit: index, inputs: contents)
      found.append(Agenda.Unit(key: key, record: try known(key), isReused: true))
    }
    change { $0.add(found, to: position, watch: units.makeWatch?()) }
  }

  private func known(_ key: ContentKey) throws(StoreError) -> ActionRecord? {
    options.isReusing ? try store.lookup(key) : nil
  }

  /// Settles a step whose key the store knows.
  private func reuse(_ position: Int, _ key: ContentKey) throws(StoreError) -> Bool {
    guard let record = try known(key) else { return false }
    settle(position, record, .reused)
    return true
  }

  private func settle(_ position: Int, _ record: ActionRecord, _ status: Outcome.Status, _ artifact: Artifact? = nil) {
    let isReused = if case .reused = status { true } else { false }
    change { agenda in
      agenda.states[position].record = record
      agenda.states[position].status = status
      agenda.states[position].seconds = record.seconds
      if let artifact { agenda.memory.keep(position, artifact) }
      agenda.settle(position, record.content)
      // Told before anyone can go on, so that no step is heard to start before its inputs are done.
      tell(.finished(step: plan.steps[position].name, seconds: record.seconds, isReused: isReused))
    }
  }

  /// A whole step, or the combination of its units; another process may have stored it by now.
  private func perform(_ position: Int) throws {
    guard let key = change({ $0.states[position].key }) else { preconditionFailure("a job before its key") }
    if try reuse(position, key) { return }
    begin(position)
    let (artifact, seconds) = try compute(position)
    let record = try save(artifact, position, key, nil, seconds)
    settle(position, record, .fresh, artifact)
  }

  private func perform(_ position: Int, unit index: Int, _ units: Step.Units) throws {
    begin(position)
    let key = change { $0.states[position].units[index].key }
    let known = try known(key)
    let record = try known ?? compute(position, unit: index, units, key).record
    change { agenda in
      agenda.settle(position, unit: index, record, isReused: known != nil)
      if let units = agenda.units(position) { tell(.unitFinished(step: plan.steps[position].name, units: units)) }
    }
  }

  /// Tells a step's watch of units in the order of their indices, as far as they are known.
  private func judge(_ position: Int, _ units: Step.Units) throws {
    guard let watch = change({ $0.states[position].hearing?.watch }) else { preconditionFailure("no watch to tell") }
    begin(position)
    while let index = try change({ $0.nextUnheard(position) }).get() {
      let isEnough = try watch.isEnough(adding: part(position, index, units).0)
      change { $0.hear(position, isEnough: isEnough) }
    }
  }

  private func begin(_ position: Int) {
    let units: Forecast.Units?? = change { agenda in
      guard !agenda.states[position].hasStarted else { return nil }
      agenda.states[position].hasStarted = true
      return .some(agenda.units(position))
    }
    if let units { tell(.started(step: plan.steps[position].name, units: units)) }
  }
}

extension Workshop {
  /// Makes a step's result on this thread from its inputs, for one who waits for it, and keeps it if it is to be stored.
  func make(_ position: Int) throws -> Artifact {
    begin(position)
    let (artifact, seconds) = try compute(position)
    if plan.steps[position].isStored, let key = change({ $0.states[position].key }) {
      _ = try save(artifact, position, key, nil, seconds)
    }
    change { agenda in
      agenda.states[position].status = .fresh
      agenda.states[position].seconds = seconds
    }
    tell(.finished(step: plan.steps[position].name, seconds: seconds, isReused: false))
    return artifact
  }

  /// The result of a step and the seconds it cost, units included.
  private func compute(_ position: Int) throws -> (Artifact, Double) {
    let inputs = try inputs(position)
    switch plan.steps[position].work {
    case .whole(let body):
      let key = plan.steps[position].isStored ? change { $0.states[position].key } : nil
      return try timed { try body(inputs, run(position, reports: true, for: key)) }
    case .units(let units):
      let parts = try parts(position, units)
      let (artifact, seconds) = try timed {
        try units.combine(parts.map(\.0), inputs, run(position, reports: false, for: nil))
      }
      return (artifact, seconds + parts.reduce(0) { $0 + $1.1 })
    }
  }

  /// The units that are combined: as many as a watch has decided upon, else as many as it decides upon now.
  private func parts(_ position: Int, _ units: Step.Units) throws -> [(Artifact, Double)] {
    if let enough = change({ $0.states[position].hearing?.enough }) {
      return try (0..<enough).map { try part(position, $0, units) }
    }
    var (watch, parts) = (units.makeWatch?(), [(Artifact, Double)]())
    for index in 0..<units.count {
      parts.append(try part(position, index, units))
      if try watch?.isEnough(adding: parts[index].0) ?? false { break }
    }
    return parts
  }

  /// One unit for combining, with its seconds: from the store if it can be read, else computed here.
  private func part(_ position: Int, _ index: Int, _ units: Step.Units) throws -> (Artifact, Double) {
    let step = plan.steps[position]
    let key = step.isStored ? step.key(unit: index, inputs: change { $0.contents(position) }) : nil
    if let found = try stored(position, index, key) { return found }
    let run = run(position, reports: false, for: nil)
    try run.checkInterruption()
    if let key {
      let (artifact, record) = try compute(position, unit: index, units, key)
      return (artifact, record.seconds)
    }
    let inputs = try inputs(position)
    return try timed { try units.unit(index, inputs, run) }
  }

  /// A unit that the store has; a damaged one is told of.
  private func stored(_ position: Int, _ index: Int, _ key: ContentKey?) throws(StoreError) -> (Artifact, Double)? {
    guard let record = try record(position, index, key) else { return nil }
    do {
      return (try store.load(record), record.seconds)
    } catch  where !error.isOfFileSystem {
      tell(.damaged(step: plan.steps[position].name, error: error))
      return nil
    }
  }

  private func record(_ position: Int, _ index: Int, _ key: ContentKey?) throws(StoreError) -> ActionRecord? {
    let units = change { $0.states[position].units }
    if !units.isEmpty { return units[index].record }
    guard let key else { return nil }
    return try store.lookup(key)
  }

  private func compute(
    _ position: Int, unit index: Int, _ units: Step.Units, _ key: ContentKey
  ) throws -> (artifact: Artifact, record: ActionRecord) {
    let inputs = try inputs(position)
    let (artifact, seconds) = try timed { try units.unit(index, inputs, run(position, reports: false, for: key)) }
    return (artifact, try save(artifact, position, key, index, seconds))
  }

  private func save(
    _ artifact: Artifact, _ position: Int, _ key: ContentKey, _ unit: Int?, _ seconds: Double
  ) throws(StoreError) -> ActionRecord {
    let step = plan.steps[position]
    let contents = change { $0.contents(position) }
    // Before the result: whoever finds it need not learn what its making has learned.
    try known?.flush(isDurable: seconds > Store.durableSeconds)
    var identity = step.identityWithUnits
    if let unit, case .units(let units) = step.work { identity = units.identity + units.own(unit) }
    let record = try store.save(
      artifact, key: key, step: step.name, unit: unit, identity: identity.map { IdentityPart($0.name, $0.value) },
      inputs: zip(step.inputs, contents).map { ActionRecord.Input(role: $0.role, content: $1) }, seconds: seconds)
    checkpoints?.release(key)
    return record
  }

  /// Runs a body and takes its result as the store would give it back, so that readers see the same either way.
  private func timed(_ body: () throws -> Artifact) throws -> (Artifact, Double) {
    let clock = ContinuousClock()
    let start = clock.now
    let artifact = try body().asStored
    return (artifact, start.duration(to: clock.now) / .seconds(1))
  }

  /// What a job is given: its step's stream, a share of the threads (results do not depend on how many), and checkpoints
  /// where a result is made for a key.
  private func run(_ position: Int, reports: Bool, for key: ContentKey?) -> Run {
    let step = plan.steps[position]
    let runners = max(1, change { $0.runningCount })
    let share = max(1, options.threads / runners)
    let report: Run.Report = { done, total, note in
      // How far one unit is says nothing of the step; what it says in words does.
      if reports {
        self.tell(.progress(step: step.name, done: done, total: total, note: note))
      } else if let note {
        self.tell(.remarked(step: step.name, note: note))
      }
    }
    return Run(
      seeds: step.seeds, threads: share, device: options.device, interruption: options.interruption,
      memory: options.blockMemory.map { $0 / runners }, known: known,
      checkpoints: key.flatMap { checkpoints(for: $0, of: step.name) }, report: report)
  }

  private func checkpoints(for result: ContentKey, of step: String) -> (any Checkpoints)? {
    checkpoints?.checkpoints(for: result) { self.tell(.resumed(step: step)) }
  }
}
