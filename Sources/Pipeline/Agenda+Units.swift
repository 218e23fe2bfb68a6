import Vocabulary

/// What a step's watch has heard of its units.
///
/// Units are worked on only a little ahead of what has been heard, heard in the order of their indices, and combined as
/// far as the first at which they are enough: what is combined depends on no order in which they end.
struct Hearing {
  let watch: Listener
  /// Units heard.
  var heard = 0
  /// Units below this have been readied, or were known.
  var readied = 0
  /// Whether a job that tells the watch is ready or running.
  var isTelling = false
  /// How many are combined, once that is decided.
  var enough: Int?

  /// A watch that one job at a time tells of units; the agenda sees to that.
  final class Listener: @unchecked Sendable {
    private var watch: any UnitWatch
    init(_ watch: any UnitWatch) { self.watch = watch }
    func isEnough(adding unit: Artifact) throws -> Bool { try watch.isEnough(adding: unit) }
  }
}

extension Agenda {
  /// How many of a step's units are known.
  func units(_ step: Int) -> Forecast.Units? {
    let (units, hearing) = (states[step].units, states[step].hearing)
    guard case .units = plan.steps[step].work else { return nil }
    let count = hearing?.enough ?? units.count
    return Forecast.Units(
      known: units.prefix(count).count { $0.record != nil }, count: count,
      isMaximum: hearing.map { $0.enough == nil } ?? false)
  }

  /// Adds units to a step that has just been looked up and readies what is missing: all, or with a watch the first few.
  mutating func add(_ units: [Unit], to step: Int, watch: (any UnitWatch)?) {
    states[step].units = units
    states[step].hearing = watch.map { Hearing(watch: Hearing.Listener($0)) }
    if watch != nil, !units.isEmpty { return advance(step) }
    states[step].hearing?.enough = 0
    let missing = units.indices.filter { units[$0].record == nil }
    for index in missing { push(Job(step: step, kind: .unit(index))) }
    if missing.isEmpty { push(Job(step: step, kind: .combine)) }
  }

  /// A unit is known; after the last one they are combined.
  mutating func settle(_ step: Int, unit: Int, _ record: ActionRecord, isReused: Bool) {
    states[step].units[unit].record = record
    states[step].units[unit].isReused = isReused
    if states[step].hearing != nil { return advance(step) }
    if states[step].units.allSatisfy({ $0.record != nil }) { push(Job(step: step, kind: .combine)) }
  }

  /// A unit could not be made. Whether that is no failure of the step yet, since its watch has not come to the unit.
  mutating func holdsBack(_ error: any Error, _ step: Int, unit: Int) -> Bool {
    guard let hearing = states[step].hearing else { return false }
    if let enough = hearing.enough { return unit >= enough }
    states[step].units[unit].failure = error
    return hearing.heard < unit || hearing.isTelling
  }

  /// The next unit for a step's watch, or the error in its stead; without either the telling ends.
  mutating func nextUnheard(_ step: Int) -> Result<Int?, any Error> {
    guard let hearing = states[step].hearing else { preconditionFailure("no watch to tell") }
    guard hearing.enough == nil, states[step].status == nil else { return .success(nil) }
    let next = states[step].units[hearing.heard]
    if next.record != nil { return .success(hearing.heard) }
    states[step].hearing?.isTelling = false
    return next.failure.map { .failure($0) } ?? .success(nil)
  }

  /// A watch has heard one more unit.
  mutating func hear(_ step: Int, isEnough: Bool) {
    guard var hearing = states[step].hearing else { preconditionFailure("no watch has heard") }
    hearing.heard += 1
    if isEnough || hearing.heard == states[step].units.count { hearing.enough = hearing.heard }
    states[step].hearing = hearing
    if hearing.enough == nil { advance(step) } else { push(Job(step: step, kind: .combine)) }
  }

  /// Whether a job is about a unit that nobody needs any more.
  func isBeyondEnough(_ job: Job) -> Bool {
    guard case .unit(let index) = job.kind, let enough = states[job.step].hearing?.enough else { return false }
    return index >= enough
  }

  /// Readies the next units, and the telling if the next to be heard is known.
  private mutating func advance(_ step: Int) {
    guard var hearing = states[step].hearing, hearing.enough == nil else { return }
    let end = min(hearing.heard + lookahead, states[step].units.count)
    while hearing.readied < end {
      if states[step].units[hearing.readied].record == nil { push(Job(step: step, kind: .unit(hearing.readied))) }
      hearing.readied += 1
    }
    if !hearing.isTelling, states[step].units[hearing.heard].record != nil {
      hearing.isTelling = true
      push(Job(step: step, kind: .judge))
    }
    states[step].hearing = hearing
  }
}
