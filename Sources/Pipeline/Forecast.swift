import Vocabulary

/// What a run would do with one step, and why; nothing is computed to know it.
public struct Forecast: Sendable, Hashable {
  public let step: String
  public let status: Status
  /// For a step in units that will run: how many of how many are known.
  public let units: Units?

  public enum Status: Sendable, Hashable {
    /// The result is in the store.
    case upToDate
    /// Never stored; made in passing when a step that runs reads it.
    case onDemand
    case willRun([Reason])
    /// Runs unless the steps it waits for give the same bytes as before.
    case mayRun([Reason])
  }

  public struct Units: Sendable, Hashable {
    public let known: Int
    /// How many there are, or where a watch has not decided yet, at most.
    public let count: Int
    /// Whether fewer may be enough.
    public let isMaximum: Bool
  }
}

extension Plan {
  /// Tells of each step, in the plan's order, whether a run would compute it. O(steps + units) look-ups.
  public func forecast(store: Store, study: String) throws(StoreError) -> [Forecast] {
    var forecaster = Forecaster(plan: self, store: store, history: try store.history(of: study))
    for position in steps.indices { try forecaster.add(position) }
    return forecaster.forecasts
  }
}

private struct Forecaster {
  let plan: Plan
  let store: Store
  let history: History
  var forecasts: [Forecast] = []
  /// Content hashes by position; `nil` for what must run first.
  private var contents: [ContentKey?] = []

  init(plan: Plan, store: Store, history: History) {
    (self.plan, self.store, self.history) = (plan, store, history)
  }

  mutating func add(_ position: Int) throws(StoreError) {
    let step = plan.steps[position]
    let inputs = plan.inputs[position].map { contents[$0] }
    let reasons = Reason.all(for: step, inputs: inputs, since: history.entries[step.name])
    let known = inputs.compactMap(\.self)
    guard known.count == inputs.count else { return add(step, .mayRun(reasons), nil) }
    let key = step.key(inputs: known)
    guard step.isStored else { return add(step, .onDemand, Step.contentOnDemand(key)) }
    if let record = try store.lookup(key) { return add(step, .upToDate, record.content) }
    let isLost = try store.hasRecord(key)
    add(step, .willRun(isLost ? [.missingResult] : reasons), nil, units: try units(of: step, known))
  }

  private mutating func add(
    _ step: Step, _ status: Forecast.Status, _ content: ContentKey?, units: Forecast.Units? = nil
  ) {
    forecasts.append(Forecast(step: step.name, status: status, units: units))
    contents.append(content)
  }

  private func units(of step: Step, _ inputs: [ContentKey]) throws(StoreError) -> Forecast.Units? {
    guard case .units(let units) = step.work else { return nil }
    var known = 0
    for index in 0..<units.count where try store.lookup(step.key(unit: index, inputs: inputs)) != nil { known += 1 }
    return Forecast.Units(known: known, count: units.count, isMaximum: units.makeWatch != nil)
  }
}
