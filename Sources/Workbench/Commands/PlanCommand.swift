import ArgumentParser
import Compute
import DSL
import Pipeline

/// `workbench plan STUDY`: what is up to date, what will run, and why.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Tell of each step whether it is up to date or will run, and why.")

  @OptionGroup var options: StudyOptions
  @OptionGroup var storage: StorageOptions

  @Flag(help: "Write JSON, a step each.")
  var json = false

  @Flag(help: "Name every replicate instead of one line for all.")
  var all = false

  @Flag(inversion: .prefixedNo, help: "Fit a few coalitions, for about a second, to estimate how long games take.")
  var calibration = true

  func run() throws {
    try Guarded.run(json: json) {
      let loaded = try options.load()
      let plan = try StudyInterpreter(loaded).plan()
      let store = try Store(folder: storage.store)
      let forecasts = try plan.plan.forecast(store: store, study: loaded.name)
      let pricing = Pricing(
        study: loaded.study, plan: plan, store: store, device: loaded.device.device, calibrates: calibration && !json)
      let estimates = try pricing.estimates(of: forecasts)
      Terminal.say(
        json ? JSONText.encode(PlannedStudy(loaded, forecasts, estimates)) : text(loaded, forecasts, estimates))
    }
  }

  private func text(_ loaded: LoadedStudy, _ forecasts: [Forecast], _ estimates: Pricing.Estimates) -> String {
    let pending = forecasts.filter { $0.isPending }
    let known = forecasts.filter { $0.status == .upToDate }.count
    var lines = groups(pending, estimates).map {
      "\($0.name)\($0.detail)\n    \($0.reasons.joined(separator: "\n    "))"
    }
    lines += loaded.study.excluded.map { "excluded by the study: \($0.method) on \($0.caseName)" }
    lines += estimates.remarks
    if let total = price(Array(estimates.prices.values)) { lines.append("games: \(total)") }
    return (lines + ["\(loaded.study.file): \(summary(forecasts, known: known, pending: pending.count))"])
      .joined(separator: "\n")
  }

  /// How many steps are known, will run, or are made only when needed.
  private func summary(_ forecasts: [Forecast], known: Int, pending: Int) -> String {
    let onDemand = forecasts.count - known - pending
    let passing = onDemand == 0 ? "" : ", \(onDemand) are cheap and made when needed"
    guard pending > 0 else { return "nothing will run: \(known) steps are up to date\(passing)." }
    return "\(pending) of \(forecasts.count) steps will run, \(known) are up to date\(passing)."
  }

  /// Steps that differ only in their replicate and run for the same reasons, as one entry.
  private func groups(_ forecasts: [Forecast], _ estimates: Pricing.Estimates) -> [(
    name: String, detail: String, reasons: [String]
  )] {
    var entries: [(name: String, reasons: [String], steps: [Forecast])] = []
    for forecast in forecasts {
      let name = all ? forecast.step : StudyPlan.group(of: forecast.step)
      let reasons = forecast.reasons.map { StudyPlan.group(of: $0) }
      if let index = entries.lastIndex(where: { $0.name == name && $0.reasons == reasons }) {
        entries[index].steps.append(forecast)
      } else {
        entries.append((name, reasons, [forecast]))
      }
    }
    return entries.map { entry in
      let replicates = entry.steps.count > 1 ? "  \(entry.steps.count) replicates" : ""
      let units = entry.steps.compactMap(\.units)
      let most = units.contains(where: \.isMaximum) ? "at most " : ""
      let batches =
        units.isEmpty
        ? "" : "  \(units.reduce(0) { $0 + $1.known }) of \(most)\(units.reduce(0) { $0 + $1.count }) units known"
      let price = price(entry.steps.compactMap { estimates.prices[$0.step] }).map { "  \($0)" } ?? ""
      return (entry.name, replicates + batches + price, entry.reasons)
    }
  }

  /// What some steps may cost together; `nil` where none of them plays a game.
  private func price(_ prices: [Pricing.Price]) -> String? {
    guard !prices.isEmpty else { return nil }
    let fits = prices.reduce(0) { $0 + $1.fits }
    let seconds = prices.compactMap(\.seconds)
    let time =
      seconds.isEmpty ? "" : ", about \(DurationText.whole(seconds.sorted().reduce(0, +))) on one thread"
    return "at most \(fits) evaluation\(fits == 1 ? "" : "s") of v\(time)"
  }
}

extension Forecast {
  /// Whether a run would compute the step, or might.
  var isPending: Bool {
    switch status {
    case .upToDate, .onDemand: false
    case .willRun, .mayRun: true
    }
  }

  var reasons: [String] {
    switch status {
    case .upToDate, .onDemand: []
    case .willRun(let reasons), .mayRun(let reasons): reasons.map(\.description)
    }
  }

  var word: String {
    switch status {
    case .upToDate: "up to date"
    case .onDemand: "made when needed"
    case .willRun: "will run"
    case .mayRun: "may run"
    }
  }
}

/// A plan as JSON.
struct PlannedStudy: Encodable {
  let study: String
  let steps: [PlannedStep]
  let excluded: [[String]]

  struct PlannedStep: Encodable {
    let name, status: String
    let reasons: [String]
    let units, unitsKnown: Int?
    /// Whether a stopping rule may do with fewer units.
    let unitsAtMost: Bool?
    /// The most evaluations of v, for methods that play games.
    let evaluationsAtMost: Int?
  }

  init(_ loaded: LoadedStudy, _ forecasts: [Forecast], _ estimates: Pricing.Estimates) {
    study = loaded.study.file
    steps = forecasts.map {
      PlannedStep(
        name: $0.step, status: $0.word, reasons: $0.reasons, units: $0.units?.count, unitsKnown: $0.units?.known,
        unitsAtMost: $0.units?.isMaximum, evaluationsAtMost: estimates.prices[$0.step]?.fits)
    }
    excluded = loaded.study.excluded.map { [$0.caseName, $0.method] }
  }
}
