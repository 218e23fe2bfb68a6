import Foundation
import Testing

/// A study of real targets.
private func text(split: String, model: String = "kernel_regression") -> String {
  """
  workbench: 1
  title: Targets
  question: Which rows help to predict a number?
  answer: "See the values."
  seed: 7
  datasets:
    friedman:
      source: friedman
      features: 5
      split: \(split)
  embeddings:
    raw: {kind: standardize}
  models:
    smooth: {kind: \(model)}
  methods:
    loo: {kind: loo, model: smooth, score: r_squared}
  grid:
    cases:
      friedman: {data: friedman, embedding: raw}
    methods: all
  tasks:
    cost: {kind: cost, train_sizes: [10]}
  report:
    formats: [markdown]
    cells:
      - appendix: [methods, environment, provenance]

  """
}

private let split = "{train: 20, validation: 15, test: 5, stratify: false}"

@Test(
  "a study of real targets runs to its values",
  arguments: ["kernel_regression", "k_nearest_neighbours", "decision_tree", "random_forest"])
func regressionStudy(model: String) throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(text(split: split, model: model), to: "targets.yaml")
  let result = try program.run(["run", "targets.yaml"])
  #expect(result.status == 0, "\(result.output)\(result.errors)")
  let values = String(
    decoding: try program.bytes(below: "reports/targets")["values/friedman.loo.r0.csv"] ?? Data(), as: UTF8.self)
  let numbers = values.split(separator: "\n").dropFirst().compactMap { Double($0.split(separator: ",")[1]) }
  #expect(numbers.count == 20 && Set(numbers).count > 5)
}

@Test(
  "classes that are not there are named as the reason",
  arguments: [
    (
      "{train: 20, validation: 15, test: 5}", "kernel_regression", "say stratify: false"
    ),
    (split, "gaussian_naive_bayes", "gaussian_naive_bayes needs data with classes"),
    (split, "softmax_regression", "softmax_regression needs data with classes"),
  ])
func missingClasses(split: String, model: String, reason: String) throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(text(split: split, model: model), to: "targets.yaml")
  let result = try program.run(["run", "targets.yaml"])
  #expect(result.status != 0)
  let report = (try? program.bytes(below: "reports/targets")["report.md"]).flatMap { $0 } ?? Data()
  #expect((result.output + result.errors + String(decoding: report, as: UTF8.self)).contains(reason))
}

@Test("targets too large to be squared fail every replicate in one box, and nothing crashes")
func hugeTargets() throws {
  let program = try Program()
  defer { program.clean() }
  let rows = (0..<40).map { "\($0),\($0 * $0 % 7),\($0)e300" }
  try program.write((["a,b,y"] + rows).joined(separator: "\n") + "\n", to: "huge.csv")
  let study = text(split: split)
    .replacingOccurrences(
      of: "    source: friedman\n    features: 5",
      with: "    source: csv\n    path: huge.csv\n    label: y\n    labels: numbers"
    )
    .replacingOccurrences(of: "seed: 7", with: "seed: 7\nreplicates: 3")
  try program.write(study, to: "targets.yaml")
  let result = try program.run(["run", "targets.yaml"])
  #expect(result.status == 1, "\(result.output)\(result.errors)")
  let report = String(
    decoding: try program.bytes(below: "reports/targets")["report.md"] ?? Data(), as: UTF8.self)
  #expect(report.contains("Failed: values/friedman/loo, replicates 0, 1 and 2"), "\(report)")
  #expect(report.components(separatedBy: "the score r_squared should be a finite number").count == 2, "\(report)")
}
