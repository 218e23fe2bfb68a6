import Pipeline

/// What is known of a run while it goes on: what is being worked on, what is left, how long that may take.
struct RunProgress {
  /// Steps that will or may run.
  let expected: Int
  private(set) var running: [RunningStep] = []
  private(set) var computed = 0
  /// Those of the expected steps that are computed; what is made in passing besides is not counted.
  private(set) var done = 0
  private(set) var reused = 0
  private(set) var failed = 0
  private var groups: [String: Group] = [:]
  private var total = Group()
  private var failedGroups: Set<String> = []
  /// Groups that were expected to run; what is made in passing is not told of.
  private let told: Set<String>
  private let names: Set<String>

  struct RunningStep {
    let name: String
    let start: ContinuousClock.Instant
    /// Units known when it began: they say nothing of the rate.
    var known = 0
    var done = 0
    var count = 0
    /// Whether fewer units may be enough.
    var isMaximum = false
    /// What the work says of itself besides.
    var note: String?
    /// Whether the note is of a unit, whose count it says nothing of.
    var isNoteOfUnit = false
  }

  /// Steps that differ only in their replicate take about the same time.
  struct Group {
    var left = 0
    var finished = 0
    var seconds = 0.0
    var mean: Double? { finished > 0 ? seconds / Double(finished) : nil }
  }

  init(expected names: [String]) {
    expected = names.count
    told = Set(names.map(StudyPlan.group))
    self.names = Set(names)
    for name in names { groups[StudyPlan.group(of: name), default: Group()].left += 1 }
  }

  mutating func note(_ event: RunEvent, at now: ContinuousClock.Instant) {
    switch event {
    case .started(let step, let units):
      let known = units?.known ?? 0
      running.append(
        RunningStep(
          name: step, start: now, known: known, done: known, count: units?.count ?? 0,
          isMaximum: units?.isMaximum ?? false))
    case .progress(let step, let done, let count, let note): update(step, done, count, note: note)
    case .unitFinished(let step, let units): update(step, units.known, units.count, isMaximum: units.isMaximum)
    case .remarked(let step, let note): remark(step, note)
    case .finished(let step, let seconds, let isReused): finish(step, seconds, isReused)
    case .failed(let step, _):
      failed += 1
      drop(step)
    case .skipped(let step, _): drop(step)
    case .damaged, .forgotten, .resumed: break
    }
  }

  private mutating func update(
    _ step: String, _ done: Int, _ count: Int, isMaximum: Bool = false, note: String? = nil
  ) {
    guard let index = running.firstIndex(where: { $0.name == step }) else { return }
    (running[index].done, running[index].count, running[index].isMaximum) = (done, count, isMaximum)
    running[index].note = note
  }

  private mutating func remark(_ step: String, _ note: String) {
    guard let index = running.firstIndex(where: { $0.name == step }) else { return }
    (running[index].note, running[index].isNoteOfUnit) = (note, true)
  }

  private mutating func finish(_ step: String, _ seconds: Double, _ isReused: Bool) {
    drop(step)
    guard !isReused else {
      reused += 1
      return
    }
    computed += 1
    if names.contains(step) { done += 1 }
    groups[StudyPlan.group(of: step), default: Group()].finished += 1
    groups[StudyPlan.group(of: step), default: Group()].seconds += seconds
    total.finished += 1
    total.seconds += seconds
  }

  private mutating func drop(_ step: String) {
    running.removeAll { $0.name == step }
    let group = StudyPlan.group(of: step)
    if let left = groups[group]?.left, left > 0 { groups[group]?.left = left - 1 }
  }

  /// Whether this is the first of a group's replicates to fail, so that the others need not say the same.
  mutating func isFirstFailure(_ step: String) -> Bool { failedGroups.insert(StudyPlan.group(of: step)).inserted }

  /// The group of a step when none of its replicates is left, with what it took; for one line per group.
  func completed(_ step: String) -> (name: String, count: Int, seconds: Double)? {
    let name = StudyPlan.group(of: step)
    guard told.contains(name), let group = groups[name], group.left == 0, group.finished > 0 else { return nil }
    return (name, group.finished, group.seconds)
  }

  /// Seconds that the steps left may take on some threads: those of groups already met by their mean, running ones by
  /// their own rate; `nil` before anything is known, and where a step has outrun its guess. Steps unlike any before it
  /// are guessed at the mean of all.
  func secondsLeft(threads: Int, at now: ContinuousClock.Instant) -> Double? {
    let rated = running.compactMap { step in step.secondsLeft(at: now).map { (StudyPlan.group(of: step.name), $0) } }
    let own = rated.map { $0.1 }
    // A running step that tells its own rate is not counted among those that wait.
    var left = groups
    for (group, _) in rated { left[group]?.left -= 1 }
    let open = left.values.filter { $0.left > 0 }
    guard total.mean != nil || !own.isEmpty && open.isEmpty else { return nil }
    let mean = total.mean ?? 0
    let isOutrun = running.contains { step in
      step.secondsLeft(at: now) == nil
        && (now - step.start).seconds > max(1, groups[StudyPlan.group(of: step.name)]?.mean ?? mean)
    }
    guard !isOutrun else { return nil }
    let waiting = open.map { Double($0.left) * ($0.mean ?? mean) }.sorted().reduce(0, +)
    return max((waiting + own.reduce(0, +)) / Double(threads), own.max() ?? 0)
  }
}

extension RunProgress {
  /// What is said of a training that was stopped in an earlier run.
  static func resumption(of step: String) -> String { "\(step): a training goes on from its last checkpoint" }
}

extension RunProgress.RunningStep {
  /// Its name with how far it is, in the work's own words where it has any.
  var state: String {
    guard count > 0 else { return name }
    let counted = "\(done)/\(isMaximum ? "at most " : "")\(count)"
    guard let note else { return "\(name)  \(counted)" }
    return "\(name)  \(isNoteOfUnit ? "\(counted), " : "")\(note)"
  }

  /// By the rate of its units so far; `nil` before the first.
  func secondsLeft(at now: ContinuousClock.Instant) -> Double? {
    let (made, seconds) = (done - known, (now - start).seconds)
    return made > 0 && seconds > 0.2 ? Double(count - done) * seconds / Double(made) : nil
  }
}
