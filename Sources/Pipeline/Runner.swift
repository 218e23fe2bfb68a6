public import Compute
import Vocabulary

/// Runs what a plan needs and the store does not have.
///
/// Jobs go to threads in the plan's order; results never depend on their number or on which ends first.
public struct Runner: Sendable {
  private let plan: Plan
  private let store: Store
  private let study: String
  private let options: Workshop.Options
  private let observer: any Observer

  /// `study` names the history in which the keys are noted. With `isReusing` false everything is computed again and
  /// compared with what the store has: another result under the same key fails the step. `memoryLimit` in bytes bounds
  /// the stored results kept at hand, `blockMemory` the blocks that all jobs together compute with at once. A training
  /// under way loses to a kill what it did since its last checkpoint, at least `checkpointInterval` after the one before.
  public init(
    plan: Plan, store: Store, study: String, threads: Int, device: Device = .cpu,
    interruption: Interruption = Interruption(),
    observer: any Observer, isReusing: Bool = true, memoryLimit: Int = 2 << 30,
    blockMemory: Int? = nil, checkpointInterval: Duration = .seconds(10)
  ) {
    precondition(threads > 0, "a run needs a thread, not \(threads)")
    (self.plan, self.store, self.study, self.observer) = (plan, store, study, observer)
    options = Workshop.Options(
      threads: threads, device: device, interruption: interruption, isReusing: isReusing, memoryLimit: memoryLimit,
      blockMemory: blockMemory, checkpointInterval: checkpointInterval)
  }

  /// Runs the plan on threads of its own and returns when nothing more can be done.
  ///
  /// A step that fails is told in the outcome, and only what depends on it is skipped; what cannot be stored ends the
  /// run with an error once the running jobs are done.
  public func run() throws(StoreError) -> Outcome {
    let workshop = Workshop(plan, store, options, observer)
    try workshop.checkpoints?.sweep()
    onThreads(options.threads) { workshop.work() }
    // What a stopped or failed step has learned is not lost with it.
    try workshop.known?.flush(isDurable: true)
    let agenda = workshop.agenda
    try note(agenda)
    if let error = agenda.storeError { throw error }
    return outcome(agenda, workshop)
  }

  /// Looks everything up and computes no stored step: the outcome if the store has all results, `nil` if one is missing.
  ///
  /// A result that is read from the outcome and found damaged is an error, ``StoreError/damaged(object:step:item:)``. What is
  /// never stored is made when it is read.
  public func recall() throws(StoreError) -> Outcome? {
    var options = options
    options.isMaking = false
    let workshop = Workshop(plan, store, options, observer)
    workshop.work()
    let agenda = workshop.agenda
    if let error = agenda.storeError { throw error }
    guard agenda.states.allSatisfy({ $0.content != nil }) else { return nil }
    return outcome(agenda, workshop)
  }

  private func outcome(_ agenda: Agenda, _ workshop: Workshop) -> Outcome {
    Outcome(
      steps: plan.steps.indices.map { agenda.outcome($0) }, isInterrupted: options.interruption.isRequested,
      timings: plan.steps.indices.flatMap { agenda.timings($0) }, evaluations: workshop.evaluations, workshop: workshop)
  }

  /// Notes the keys of all steps whose content is known, for telling later why a step runs.
  private func note(_ agenda: Agenda) throws(StoreError) {
    let before = try store.history(of: study)
    var history = before
    for (position, step) in plan.steps.enumerated() {
      let state = agenda.states[position]
      guard let key = state.key, state.content != nil else { continue }
      let inputs = zip(step.inputs, agenda.contents(position)).map { ActionRecord.Input(role: $0.role, content: $1) }
      let identity = step.identityWithUnits.map { IdentityPart($0.name, $0.value) }
      history.entries[step.name] = History.Entry(key: key, identity: identity, inputs: inputs)
    }
    if history != before { try store.save(history, of: study) }
  }
}

extension Agenda {
  func outcome(_ step: Int) -> Outcome.StepOutcome {
    let state = states[step]
    let known = state.units.filter { $0.record != nil }
    return Outcome.StepOutcome(
      name: plan.steps[step].name, status: state.status ?? (state.content == nil ? .notReached : .notNeeded),
      key: state.key, content: state.content, seconds: state.seconds,
      unitsComputed: known.count { !$0.isReused }, unitsReused: known.count(where: \.isReused))
  }

  func timings(_ step: Int) -> [Outcome.Timing] {
    let name = plan.steps[step].name
    let units = states[step].units.enumerated().compactMap { index, unit in
      unit.record.map { Outcome.Timing(step: name, unit: index, seconds: $0.seconds, isReused: unit.isReused) }
    }
    switch states[step].status {
    case .fresh, .reused:
      let isReused = if case .reused = states[step].status { true } else { false }
      return units + [Outcome.Timing(step: name, unit: nil, seconds: states[step].seconds, isReused: isReused)]
    default: return units
    }
  }
}
