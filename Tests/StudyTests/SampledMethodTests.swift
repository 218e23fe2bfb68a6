import Foundation
import Testing

/// Twelve players valued by methods that draw in different ways, one of which stops by itself.
enum SampledStudy {
  static let text = """
    workbench: 1
    title: Sampled values
    question: Does the way they are computed change them?
    answer: "Kernel regression misses by {{ error.rmse(case=moons, method=kernel) | mean }}."
    seed: 11
    replicates: 4
    datasets:
      moons: {source: two_moons, noise: 0.2, split: {train: 12, validation: 300, test: 10}}
    embeddings:
      raw: {kind: standardize}
    models:
      logreg: {kind: logistic_regression}
      tree: {kind: decision_tree}
    methods:
      exact: {kind: exact_shapley, model: logreg, score: negative_log_loss}
      permutation: {kind: permutation_shapley, model: logreg, score: negative_log_loss, permutations: 40}
      kernel: {kind: kernel_shapley, model: logreg, score: negative_log_loss, fits: 200}
      banzhaf: {kind: data_banzhaf, model: logreg, score: negative_log_loss, fits: 150}
      tmc: {kind: tmc_shapley, model: logreg, score: negative_log_loss, permutations: 200, stop: {standard_error: 1}}
      core: {kind: least_core, model: tree, fits: 120}
      oob: {kind: data_oob, model: tree, bootstraps: 120}
      owen: {kind: owen_shapley, model: logreg, score: negative_log_loss, nodes: 4, fits: 400}
      stratified: {kind: stratified_shapley, model: logreg, score: negative_log_loss, fits: 400}
    grid:
      cases:
        moons: {data: moons, embedding: raw}
      methods: all
    tasks:
      error: {kind: estimation_error, truth: exact}
    report:
      formats: [markdown]
      cells:
        - table: errors
          rows: method
          cell: {task: error, metrics: [rmse, coverage, model_fits], where: {case: moons}}
          caption: Errors.
        - appendix: [methods, environment, provenance]

    """
}

@Test("sampled values are the same bytes on one thread, on two and with little memory")
func sampledBytes() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(SampledStudy.text, to: "small.yaml")
  for (index, options) in [["-j", "1"], ["-j", "2"], ["-j", "2", "--memory", "1KB"]].enumerated() {
    let folders = ["--store", "s\(index)", "--reports", "r\(index)"]
    let result = try program.run(["run", "small.yaml"] + options + folders)
    #expect(result.status == 0, "\(result.errors)")
  }
  let whole = try program.bytes(below: "r0")
  for name in ["exact", "permutation", "kernel", "banzhaf", "tmc", "core", "oob", "owen", "stratified"] {
    for replicate in 0..<4 { #expect(whole["small/values/moons.\(name).r\(replicate).csv"]?.isEmpty == false) }
  }
  #expect(try program.bytes(below: "r1") == whole)
  #expect(try program.bytes(below: "r2") == whole)
  // The rule ends the walks before their budget of 200 · 11 fits and the full set's.
  let errors = String(decoding: whole["small/tables/errors.csv"] ?? Data(), as: UTF8.self).split(separator: "\n")
    .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
  let column = try #require(errors.first?.firstIndex(of: "model_fits"))
  let fits = try #require(errors.first { $0[0] == "tmc" }.flatMap { Double($0[column]) })
  #expect(fits > 100 && fits < 2201, "\(fits)")
}

@Test("methods of one case share what they fit: no coalition is fitted twice", arguments: [6, 30])
func sharedUtilities(players: Int) throws {
  let program = try Program()
  defer { program.clean() }
  let names = ["loo", "permutation_shapley", "data_banzhaf", "beta_shapley", "ame", "least_core"]
  let methods = names.map { name in
    let budget = name.hasSuffix("_shapley") ? ", permutations: 30" : name == "loo" ? "" : ", fits: 80"
    return "      \(name): {kind: \(name), model: logreg\(budget)}"
  }
  let blocks = SampledStudy.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  let first = try #require(blocks.firstIndex { $0.hasPrefix("methods:") })
  let last = try #require(blocks.firstIndex { $0.hasPrefix("grid:") })
  let text = (blocks[...first] + methods.map { String($0.dropFirst(4)) } + blocks[last...]).joined(separator: "\n")
    .replacing("train: 12", with: "train: \(players)").replacing("replicates: 4", with: "replicates: 1")
    .replacing("truth: exact", with: "truth: loo").replacing("method=kernel", with: "method=ame")
  try program.write(text, to: "small.yaml")
  let result = try program.run(["run", "small.yaml", "-j", "1"])
  #expect(result.status == 0, "\(result.errors)")
  let told = try #require(result.output.firstMatch(of: /(\d+) coalitions fitted, (\d+) known/), "\(result.output)")
  let (fitted, known) = (try #require(Int(told.1)), try #require(Int(told.2)))
  let rows = try program.bytes(below: ".workbench/utilities").flatMap { path, bytes in
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map { row in
      "\(path.prefix { $0 != "/" }) \(row.prefix { $0 != "," })"
    }
  }
  #expect(rows.count == fitted && Set(rows).count == fitted, "\(rows.count) rows of \(fitted) fits")
  #expect(known > 0)
  // A budget of 80 pays for all coalitions of six players in the least core, so the others find or leave nothing new.
  if players == 6 { #expect(fitted == 63) }
}
