import Foundation
import Testing

/// A study that trains under strategies, without any method of valuation.
private func selection(every: Int = 2, epochs: Int = 4) -> String {
  """
  workbench: 1
  title: Selection
  question: Which subset trains best?
  answer: "Fresh subsets reach {{ selection.accuracy(case=noisy, method=fresh, fraction=0.2) | mean }}."
  seed: 5
  replicates: 2
  datasets:
    noisy:
      source: digits
      split: {train: 100, validation: 30, test: 100, stratify: true}
      corruption: [{kind: label_noise, rate: 0.3, scope: train}]
  embeddings:
    raw: {kind: identity}
  models:
    logreg: {kind: softmax_regression, epochs: \(epochs)}
  strategies:
    everything: {kind: full}
    once: {kind: random}
    fresh: {kind: adaptive_random, every: \(every)}
  grid:
    cases:
      noisy: {data: noisy, embedding: raw}
  tasks:
    selection: {kind: data_selection, model: logreg, fractions: [0.1, 0.2]}
  report:
    formats: [markdown]
    cells:
      - figure: accuracy
        plot: {task: selection, x: fraction, y: accuracy, color: method}
        caption: Accuracy against the share of examples.
      - table: shares
        rows: method
        cell: {task: selection, metrics: [accuracy, corrupted_share, examples_processed, examples_asked], where: {fraction: 0.2}, show: mean}
        caption: At a fifth.
      - appendix: [methods]

  """
}

@Test("a study of strategies trains under each, and a changed strategy trains alone again")
func selectionStudy() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(selection(), to: "selection.yaml")
  let checked = try program.run(["check", "selection.yaml"])
  #expect(checked.status == 0 && checked.output.contains("3 strategies"), "\(checked.output) \(checked.errors)")
  let result = try program.run(["run", "selection.yaml"])
  #expect(result.status == 0, "\(result.errors)")
  let files = try program.bytes(below: "reports/selection")
  let table = String(decoding: files["tables/shares.csv"] ?? Data(), as: UTF8.self).split(separator: "\n")
  // Four epochs of 100 examples and of 20, the same in both replicates; none was asked.
  #expect(table.first { $0.hasPrefix("everything,") }?.hasSuffix(",400.0,400.0,400.0,0.0,0.0,0.0") == true, "\(table)")
  #expect(table.first { $0.hasPrefix("fresh,") }?.hasSuffix(",80.0,80.0,80.0,0.0,0.0,0.0") == true, "\(table)")
  #expect(!files.keys.contains { $0.hasPrefix("values/") })
  try program.write(selection(every: 3), to: "selection.yaml")
  let plan = try program.run(["plan", "selection.yaml"])
  #expect(
    plan.output.contains("selection/noisy/fresh") && !plan.output.contains("selection/noisy/once"), "\(plan.output)")
}

@Test(
  "a model that is not trained epoch by epoch is refused by check, for a task that steers and a method that watches")
func untrainableModels() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(
    selection().replacing("softmax_regression, epochs: 4", with: "decision_tree"), to: "selection.yaml")
  let steered = try program.run(["check", "selection.yaml"])
  #expect(steered.status == 65)
  #expect(
    steered.errors.contains("selection.yaml:24: the task 'selection' steers a training, and decision_tree is not"),
    "\(steered.errors)")
  let watching = selection().replacing(
    "strategies:\n", with: "methods:\n  chg: {kind: chg_shapley, model: tree}\nstrategies:\n"
  )
  .replacing("models:\n", with: "models:\n  tree: {kind: decision_tree}\n")
  try program.write(watching, to: "watching.yaml")
  for command in ["check", "run"] {
    let watched = try program.run([command, "watching.yaml"])
    #expect(watched.status == 65)
    #expect(watched.errors.contains("the method 'chg' looks into a training"), "\(watched.errors)")
  }
}

@Test("strategies give the same bytes on one thread and on two")
func selectionBytes() throws {
  let reports = try ["1", "2"].map { threads in
    let program = try Program()
    defer { program.clean() }
    try program.write(selection(), to: "selection.yaml")
    let result = try program.run(["run", "selection.yaml", "-j", threads])
    #expect(result.status == 0, "\(result.errors)")
    return try program.bytes(below: "reports/selection").filter { !$0.key.hasPrefix("timings") }
  }
  #expect(reports[0] == reports[1] && reports[0].count > 3)
}
