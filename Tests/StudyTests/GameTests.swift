import Foundation
import Testing

/// A study whose cases are games: nothing is read, nothing is trained.
private func games(stop: String = "never", threads: String = "") -> String {
  """
  workbench: 1
  title: Games
  question: Do estimates agree with what is known?
  answer: "The error is {{ error.rmse(case=weights, method=tmc) | mean }}."
  seed: 5
  replicates: 2
  methods:
    loo: {kind: loo}
    tmc: {kind: tmc_shapley, permutations: {sweep: [20, 200]}, truncation: none, stop: \(stop), headline: {permutations: 200}}
  grid:
    cases:
      weights: {game: {kind: additive, weights: [1, -0.5, 2]}}
      random: {game: {kind: random_game, players: 6}}
  tasks:
    error: {kind: estimation_error, truth: loo}
    cost: {kind: cost}
  report:
    formats: [markdown]
    cells:
      - figure: convergence
        plot: {task: error, x: model_fits, y: rmse, color: method, facet: case, instances: all}
        caption: Error against evaluations.
      - table: errors
        rows: method
        cell: {task: error, metrics: [rmse, spearman, coverage, model_fits], where: {case: random}, instances: all}
        caption: Errors.
      - appendix: [methods, environment, provenance]

  """
}

@Test("a study of games runs without data, and estimates of an additive game are its weights")
func gameStudy() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(games(), to: "games.yaml")
  let checked = try program.run(["check", "games.yaml"])
  #expect(checked.status == 0, "\(checked.errors)")
  let result = try program.run(["run", "games.yaml"])
  #expect(result.status == 0, "\(result.errors)")
  let files = try program.bytes(below: "reports/games")
  let values = String(decoding: files["values/weights.loo.r0.csv"] ?? Data(), as: UTF8.self)
  #expect(
    values.split(separator: "\n").map { $0.split(separator: ",").prefix(2).joined(separator: ",") }
      == ["row,value", "0,1.0", "1,-0.5", "2,2.0"])
  let report = String(decoding: files["report.md"] ?? Data(), as: UTF8.self)
  #expect(report.contains("The error is 0"), "\(report.prefix(800))")
  let data = String(decoding: files["figures/convergence.csv"] ?? Data(), as: UTF8.self)
  #expect(data.contains("tmc[permutations=20]") && data.contains("model_fits"))
}

@Test("a stopping rule ends at the same batch on one thread, on two and after kills", .timeLimit(.minutes(2)))
func stoppedStudy() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(games(stop: "{fits: 300}"), to: "games.yaml")
  let plan = try program.run(["plan", "games.yaml", "--store", "s1"])
  #expect(plan.output.contains("0 of at most 40 units known"), "\(plan.output)")
  // Two replicates of 200 walks through six players.
  #expect(plan.output.contains("at most 2002 evaluations of v"), "\(plan.output)")
  for (index, threads) in ["1", "2"].enumerated() {
    let result = try program.run(
      ["run", "games.yaml", "-j", threads, "--store", "s\(index)", "--reports", "r\(index)"])
    #expect(result.status == 0, "\(result.errors)")
  }
  let whole = try program.bytes(below: "r0")
  #expect(try program.bytes(below: "r1") == whole)
  for _ in 0..<4 {
    let running = try program.start(["run", "games.yaml", "-j", "2", "--store", "s2", "--reports", "r2"])
    Thread.sleep(forTimeInterval: 0.15)
    running.process.interrupt()
    _ = running.wait()
  }
  #expect(try program.run(["run", "games.yaml", "--store", "s2", "--reports", "r2"]).status == 0)
  #expect(try program.bytes(below: "r2") == whole)
  // Batches of ten walks by five evaluations each: the sixth brings the count to 300, and v(N) is one more.
  let facts = String(decoding: whole["games/figures/convergence.csv"] ?? Data(), as: UTF8.self)
  let fits = facts.split(separator: "\n").filter { $0.hasPrefix("random,tmc[permutations=200]") }
  #expect(fits.count == 1 && fits[0].contains("301"), "\(facts)")
}

@Test("a game that cannot be is refused by check, with its case")
func impossibleGame() throws {
  let program = try Program()
  defer { program.clean() }
  let text = games().replacing("{kind: random_game, players: 6}", with: "{kind: unanimity, players: 2, carrier: [2]}")
  try program.write(text, to: "games.yaml")
  let result = try program.run(["check", "games.yaml"])
  #expect(result.status == 65)
  #expect(result.errors.contains("the case 'random': The game unanimity cannot be played"), "\(result.errors)")
}

@Test("no coalition is fitted twice by the methods of one case, in one run or the next")
func fittedOnce() throws {
  let program = try Program()
  defer { program.clean() }
  let text = SmallStudy.text(replicates: 1, permutations: 10)
    .replacing("permutations: 10}", with: "permutations: 10, truncation: none}")
  try program.write(text, to: "small.yaml")
  #expect(try program.run(["run", "small.yaml", "-j", "1"]).status == 0)
  /// Game and coalition of every utility in the store.
  func rows() throws -> [String] {
    try program.bytes(below: ".workbench/utilities").flatMap { path, bytes in
      String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map { row in
        "\(path.prefix { $0 != "/" }) \(row.prefix { $0 != "," })"
      }
    }
  }
  let first = try rows()
  #expect(first.count > 40 && Set(first).count == first.count)
  try program.write(text.replacing("permutations: 10,", with: "permutations: 30,"), to: "small.yaml")
  let again = try program.run(["run", "small.yaml", "-j", "1"])
  #expect(again.output.contains("coalitions fitted") && again.output.contains("known"), "\(again.output)")
  let second = try rows()
  #expect(second.count > first.count && Set(second).count == second.count)
}

@Test("the price of a run is told before it, with a time unless that is not asked for")
func price() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text(replicates: 1), to: "small.yaml")
  let plan = try program.run(["plan", "small.yaml"])
  let line = plan.output.split(separator: "\n").first { $0.hasPrefix("values/moons/loo") } ?? ""
  #expect(line.contains("at most 41 evaluations of v, about ") && line.contains(" on one thread"), "\(plan.output)")
  let plain = try program.run(["plan", "small.yaml", "--no-calibration"])
  #expect(plain.output.contains("at most 41 evaluations of v") && !plain.output.contains("on one thread"))
  #expect(try program.run(["run", "small.yaml"]).status == 0)
  #expect(!(try program.run(["plan", "small.yaml"]).output.contains("evaluations of v")))
}

@Test("a failed method is a red row and a sentence under the chart, and its estimates say so")
func failedMethod() throws {
  let program = try Program()
  defer { program.clean() }
  let text = SmallStudy.text(replicates: 1, learningRate: "1e30")
    .replacing("metrics: [average_precision, auc]", with: "metrics: [auc]")
  try program.write(text, to: "small.yaml")
  let result = try program.run(["run", "small.yaml"])
  #expect(result.status == 1, "\(result.errors)")
  let report = String(decoding: try program.bytes(below: "reports/small")["report.md"] ?? Data(), as: UTF8.self)
  #expect(report.contains("**failed**"), "\(report)")
  #expect(report.contains("Not drawn, since a step failed: "), "\(report)")
}

@Test("a limit on memory changes no byte")
func memoryLimit() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SmallStudy.text(replicates: 1), to: "small.yaml")
  for (index, memory) in ["1KB", "2GB"].enumerated() {
    let result = try program.run(
      ["run", "small.yaml", "--memory", memory, "--store", "s\(index)", "--reports", "r\(index)"])
    #expect(result.status == 0, "\(result.errors)")
  }
  #expect(try program.bytes(below: "r0") == program.bytes(below: "r1"))
  #expect(try program.run(["run", "small.yaml", "--memory", "much"]).status == 64)
}
