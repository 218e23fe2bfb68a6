import Foundation
import Testing

/// A study of nothing but games, with two worked examples: one exact, one an estimate.
private func study(
  caption: String = "Gloves.", show: String = "[coalitions, orderings, formula, lattice, values]",
  players: String = "[Ada, Bo, Cy]", weights: String = "[1, 2.50]", permutations: Int = 30
) -> String {
  let (ada, bo) = players.contains("Ada") ? ("Ada", "Bo") : ("1", "2")
  return """
    workbench: 1
    title: Worked
    question: Who earns what?
    answer: "{{ worked.gloves.value(player=\(bo)) | fraction }}, {{ worked.gloves.value(player=\(bo)) | number }}, \
    {{ worked.gloves.utility(coalition=\(ada)+\(bo)) }} and {{ worked.gloves.marginal(player=\(ada), coalition=none) }}."
    seed: 5
    replicates: 1
    methods:
      loo: {kind: loo}
      shapley: {kind: exact_shapley}
      tmc: {kind: tmc_shapley, permutations: \(permutations), truncation: none}
    grid:
      cases: {weights: {game: {kind: additive, weights: [1, 2.5]}}}
      methods: [loo]
    tasks:
      cost: {kind: cost}
    report:
      formats: [markdown]
      cells:
        - prose: See @wrk:gloves.
        - worked: gloves
          game: {kind: gloves, left: 1, right: 2}
          players: \(players)
          method: shapley
          show: \(show)
          caption: \(caption)
        - worked: estimate
          game: {kind: additive, weights: \(weights)}
          method: tmc
        - appendix: [methods, environment, provenance]

    """
}

@Test("a worked example goes from the study to the page, its tables and its lattice, and prose quotes its fractions")
func workedStudy() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(study(), to: "worked.yaml")
  let result = try program.run(["run", "worked.yaml"])
  #expect(result.status == 0, "\(result.errors)")
  let files = try program.bytes(below: "reports/worked")
  let report = String(decoding: files["report.md"] ?? Data(), as: UTF8.self)
  #expect(report.contains(#"$\frac{1}{6}$, 0.167, $1$ and $0$."#), "\(report.prefix(600))")
  #expect(report.contains("See [Worked example 1](#wrk-gloves)."))
  #expect(report.contains("| {Ada, Bo}"))
  #expect(report.contains("worked example gloves"), "provenance names it")
  let values = String(decoding: files["tables/gloves.values.csv"] ?? Data(), as: UTF8.self)
  #expect(values.contains("Ada,2/3,0.6666666666666666") && values.contains("Bo,1/6,"), "\(values)")
  let orders = String(decoding: files["tables/gloves.orderings.csv"] ?? Data(), as: UTF8.self)
  #expect(orders.split(separator: "\n").count == 7 && orders.contains("Bo Ada Cy,1,"), "\(orders)")
  // An additive game gives every walk the weights, so the estimate is exact.
  let estimate = String(decoding: files["tables/estimate.values.csv"] ?? Data(), as: UTF8.self)
  #expect(estimate.contains("1,1,1.0,1.0,0.0") && estimate.contains("2,5/2,2.5,2.5,0.0"), "\(estimate)")
  let origin = String(decoding: files["tables/gloves.json"] ?? Data(), as: UTF8.self)
  #expect(origin.contains("worked/gloves"), "\(origin)")
  for ending in ["png", "pdf", "svg", "csv", "txt"] { #expect(files["figures/gloves.\(ending)"] != nil, "\(ending)") }
}

@Test("names, captions and what is shown enter no key, and numbers written otherwise are the same; others compute anew")
func workedKeys() throws {
  let program = try Program()
  defer { program.clean() }
  func steps(_ text: String) throws -> [String: String] {
    try program.write(text, to: "worked.yaml")
    let result = try program.run(["run", "worked.yaml"])
    #expect(result.status == 0, "\(result.errors)")
    let origins = try ["gloves", "estimate"].map { name in
      let url = program.folder.appending(path: "reports/worked/tables/\(name).json")
      return (name, try String(contentsOf: url, encoding: .utf8))
    }
    return Dictionary(uniqueKeysWithValues: origins)
  }
  let first = try steps(study())
  let renamed = study(caption: "Others.", show: "[values]", players: "[1, 2, 3]", weights: "[1.0, 2.5]")
  #expect(try steps(renamed) == first)
  let others = try steps(study(weights: "[1, 3]", permutations: 30))
  #expect(others["gloves"] == first["gloves"] && others["estimate"] != first["estimate"])
  #expect(try steps(study(permutations: 40))["estimate"] != first["estimate"])
}

@Test("a worked example killed half way goes on and ends in the same bytes", .timeLimit(.minutes(2)))
func workedKilled() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(study(), to: "worked.yaml")
  #expect(try program.run(["run", "worked.yaml", "--store", "s1", "--reports", "r1"]).status == 0)
  for wait in [0.01, 0.05, 0.1] {
    let running = try program.start(["run", "worked.yaml", "-j", "2", "--store", "s2", "--reports", "r2"])
    Thread.sleep(forTimeInterval: wait)
    running.process.interrupt()
    _ = running.wait()
  }
  #expect(try program.run(["run", "worked.yaml", "--store", "s2", "--reports", "r2"]).status == 0)
  #expect(try program.bytes(below: "r1") == program.bytes(below: "r2"))
}

@Test("what cannot be worked out is refused by check, with the place and what can be")
func workedMistakes() throws {
  let program = try Program()
  defer { program.clean() }
  let broken = study()
    .replacing("method: shapley", with: "method: knn")
    .replacing("loo: {kind: loo}", with: "loo: {kind: loo}\n  knn: {kind: knn_shapley}")
    .replacing("weights: [1, 2.50]", with: "weights: [1, 2, 3, 4, 5, 6]")
  try program.write(broken, to: "worked.yaml")
  let result = try program.run(["check", "worked.yaml"])
  #expect(result.status == 65, "\(result.errors)")
  #expect(result.errors.contains("'knn' is worked out on points, and this example has a game"))
  #expect(result.errors.contains("name one of: loo, shapley, tmc"))
  #expect(result.errors.contains("at most 5 players, and this game has 6"))
}

/// A study of one worked example whose method gives no semivalue.
private func otherStudy(_ show: String, quoting query: String = "worked.core.utility(coalition=1+2)") -> String {
  """
  workbench: 1
  title: Core
  question: Who earns what?
  answer: "{{ \(query) }}"
  replicates: 1
  methods: {core: {kind: least_core}}
  grid: {cases: {gloves: {game: {kind: gloves, left: 1, right: 2}}}}
  tasks: {}
  report:
    formats: [markdown]
    cells:
      - {worked: core, case: gloves, method: core, show: \(show)}

  """
}

@Test("a method that gives no semivalue has its own values beside the Shapley value")
func otherValue() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(otherStudy("[values]"), to: "core.yaml")
  let result = try program.run(["run", "core.yaml"])
  #expect(result.status == 0, "\(result.errors)")
  let files = try program.bytes(below: "reports/core")
  let values = String(decoding: files["tables/core.values.csv"] ?? Data(), as: UTF8.self)
  #expect(values.contains("1,2/3,0.6666666666666666,1"), "\(values)")
  let report = String(decoding: files["report.md"] ?? Data(), as: UTF8.self)
  #expect(report.contains("its values stand beside the Shapley value"))
}

@Test("a value that is no semivalue has no formula to fill in and is not quoted as a fraction")
func otherValueRefused() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(otherStudy("[formula]"), to: "formula.yaml")
  let formula = try program.run(["check", "formula.yaml"])
  #expect(formula.status == 65 && formula.errors.contains("so there is no formula to fill in"), "\(formula.errors)")
  try program.write(otherStudy("[values]", quoting: "worked.core.value(player=1)"), to: "quoted.yaml")
  let quoted = try program.run(["check", "quoted.yaml"])
  #expect(quoted.status == 65)
  #expect(quoted.errors.contains("quoted.yaml:4:25: error: the values of 'core' are no exact"), "\(quoted.errors)")
}
