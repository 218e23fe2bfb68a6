import Compute
import DSL
import Datasets
import Pipeline
import Valuation
import Vocabulary

/// What the steps of methods that play games may cost, told before a run.
struct Pricing {
  let study: Study
  let plan: StudyPlan
  let store: Store
  let device: Device
  /// Whether a few coalitions are fitted to estimate the time.
  let calibrates: Bool

  /// The most evaluations of v a step may take, without those of units that are known.
  struct Price: Hashable {
    let fits: Int
    /// On one thread; `nil` for games that train nothing, and where no estimate could be made.
    let seconds: Double?
  }

  struct Estimates {
    /// By step.
    var prices: [String: Price] = [:]
    /// Why some have no time, a sentence each.
    var remarks: [String] = []
  }

  /// Prices of the pending steps of values. Calibrating takes about a second over all games.
  func estimates(of forecasts: [Forecast]) throws -> Estimates {
    let pending = Dictionary(
      forecasts.filter(\.isPending).map { ($0.step, $0) }, uniquingKeysWith: { first, _ in first })
    var (estimates, calibrations) = (Estimates(), [String: Calibration?]())
    let games = gameCells.filter { cell, _ in
      plan.replicates.contains { pending[StudyPlan.values(cell.caseName, cell.instance.label, $0)] != nil }
    }
    for (cell, method) in games {
      let key = "\(cell.caseName) \(method.settings)"
      if calibrations[key] == nil {
        calibrations[key] = .some(
          calibration(cell, method, share: Calibration.budget / Double(games.count), &estimates))
      }
      let calibration = calibrations[key] ?? nil
      guard let players = try calibration?.players ?? players(of: cell.caseName) else { continue }
      for replicate in plan.replicates {
        let step = StudyPlan.values(cell.caseName, cell.instance.label, replicate)
        guard let forecast = pending[step] else { continue }
        let fits = Self.left(method.evaluations(players: players), forecast.units)
        estimates.prices[step] = Price(fits: fits, seconds: calibration.map { Double(fits) * $0.secondsPerFit })
      }
    }
    return estimates
  }

  private var gameCells: [(GridCell, any GameMethod)] {
    study.grid.compactMap { cell in
      (Registries.method(cell.instance.component) as? any GameMethod).map { (cell, $0) }
    }
  }

  /// The share of evaluations that units not known yet have, rounded up.
  private static func left(_ evaluations: Int, _ units: Forecast.Units?) -> Int {
    guard let units, units.count > 0 else { return evaluations }
    return Int((Double(evaluations) * Double(units.count - units.known) / Double(units.count)).rounded(.up))
  }

  /// Players as far as the study says: those of a game, or the training examples of a split.
  private func players(of caseName: String) throws -> Int? {
    guard let block = study.cases.first(where: { $0.name == caseName }) else { return nil }
    if let game = block.game {
      return try Registries.game(game).game(seeds: Streams(seed: study.seed).root).players
    }
    return study.datasets.first { $0.name == block.data?.set }?.split?.train
  }

  /// A time for a case of data; `nil`, with a remark once, where its data are not at hand.
  private func calibration(
    _ cell: GridCell, _ method: any GameMethod, share: Double, _ estimates: inout Estimates
  ) -> Calibration? {
    guard calibrates, study.cases.first(where: { $0.name == cell.caseName })?.data != nil else { return nil }
    do {
      let inputs = try ["features/\(cell.caseName)", "split/\(set(of: cell.caseName))"].map { group in
        try InputSteps(plan: plan.plan, store: store).artifact("\(group)/r0")
      }
      let partition = PartitionCoding.partition(features: inputs[0], ledger: Ledger(inputs[1]))
      let problem = ValuationProblem(
        train: partition.train, validation: partition.validation, attributes: [ExampleAttribute](inputs[0]))
      return try Calibration(of: method.settings, on: problem, device, seconds: share)
    } catch {
      let remark = "no time is estimated for the case '\(cell.caseName)': \(error)"
      if !estimates.remarks.contains(remark) { estimates.remarks.append(remark) }
      return nil
    }
  }

  private func set(of caseName: String) -> String {
    study.cases.first { $0.name == caseName }?.data?.set ?? ""
  }
}

/// How long one fit of a game takes, measured on random coalitions of half the players.
private struct Calibration {
  /// Seconds that all measurements together may take.
  static let budget = 0.8

  let players: Int
  let secondsPerFit: Double

  /// Doubles the number of coalitions asked at once until a share of the budget is spent.
  init(of settings: GameSettings, on problem: ValuationProblem, _ device: Device, seconds share: Double) throws {
    let seeds = SeedStream(root: 0).branch("calibration")
    let run = Run(seeds: seeds, device: device)
    let game = try settings.game(on: problem, in: run)
    let clock = ContinuousClock()
    var (count, drawn, spent, last) = (1, 0, 0.0, 0.0)
    repeat {
      let coalitions = (drawn..<drawn + count).map { draw in
        Coalition(
          players: game.players, members: seeds.branch(draw).permutation(game.players).prefix((game.players + 1) / 2))
      }
      let took = try clock.measure { _ = try game.utilities(of: coalitions, in: run) }.seconds
      (drawn, spent, last) = (drawn + count, spent + took, took / Double(count))
      count *= 2
    } while spent + last * Double(count) < share && count <= 1024
    (players, secondsPerFit) = (game.players, last)
  }
}

/// Makes the cheap steps that a game's data come from in memory; what is dear must be in the store.
private struct InputSteps {
  let plan: Plan
  let store: Store

  struct NotAtHand: Error, CustomStringConvertible {
    let step: String
    var description: String { "'\(step)' must run first" }
  }

  func artifact(_ name: String) throws -> Artifact {
    guard let position = plan.position(of: name) else { throw NotAtHand(step: name) }
    let step = plan.steps[position]
    let inputs = try step.inputs.map { try artifact($0.step) }
    guard case .whole(let body) = step.work, !step.isStored || name.hasPrefix("split/") else {
      throw NotAtHand(step: name)
    }
    return try body(inputs, Run(seeds: step.seeds))
  }
}
