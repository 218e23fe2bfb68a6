import Foundation
import Testing

/// Two cases of the same rows, one with wrong labels and one with noisy features.
private func study(deviation: Double = 3, stage: String = "before_embedding", embedding: String = "standardize")
  -> String
{
  """
  workbench: 1
  title: Noisy features
  question: Do low values point to them?
  answer: "A rate of {{ data.noisy.feature_noise.rate | percent }}: {{ rows.auc(case=noisy, method=knn) | mean }}."
  seed: 3
  replicates: 2
  datasets:
    flipped: {source: two_moons, noise: 0.1, split: {train: 60, validation: 40, test: 40}, corruption: [{kind: label_noise, rate: 0.2}]}
    noisy: {source: two_moons, noise: 0.1, split: {train: 60, validation: 40, test: 40}, corruption: [{kind: feature_noise, rate: 0.2, deviation: \(deviation), stage: \(stage)}]}
  embeddings: {scaled: {kind: \(embedding)}}
  methods: {knn: {kind: knn_shapley, k: 3}, random: {kind: random}}
  grid:
    cases: {flipped: {data: flipped, embedding: scaled}, noisy: {data: noisy, embedding: scaled}}
  tasks:
    labels: {kind: noisy_label_detection}
    rows: {kind: noisy_feature_detection}
  report:
    formats: [markdown]
    cells:
      - figure: found
        plot: {task: rows, x: inspected, y: recall, color: method, facet: case, band: none}
        caption: Noisy rows found.

  """
}

private func values(_ program: Program, _ study: String, _ caseName: String) throws -> Data? {
  try program.bytes(below: "reports/\(study)")["values/\(caseName).knn.r0.csv"]
}

@Test("each detection task is evaluated where its rows are, and another noise is another key")
func noiseStudy() throws {
  let program = try Program()
  defer { program.clean() }
  for (name, text) in [
    ("strong", study()), ("weak", study(deviation: 0.01)), ("after", study(stage: "after_embedding")),
  ] {
    try program.write(text, to: "\(name).yaml")
    let result = try program.run(["run", "\(name).yaml"])
    #expect(result.status == 0, "\(name): \(result.errors)")
  }
  let report = String(decoding: try program.bytes(below: "reports/strong")["report.md"] ?? Data(), as: UTF8.self)
  #expect(report.contains("A rate of 20"), "\(report)")
  // The same store serves all three: what differs must have been computed anew, what does not must be the same.
  let strong = try values(program, "strong", "noisy")
  #expect(strong != nil)
  for name in ["weak", "after"] { #expect(try values(program, name, "noisy") != strong, "\(name)") }
  #expect(try values(program, "weak", "flipped") == values(program, "strong", "flipped"))
}

@Test("naming a detection task on a case without its rows is refused by check")
func misplacedTask() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(
    study().replacingOccurrences(of: "rows.auc(case=noisy", with: "rows.auc(case=flipped"), to: "a.yaml")
  let result = try program.run(["check", "a.yaml"])
  #expect(result.status == 65)
  #expect(result.errors.contains("'rows' finds what feature_noise marks, and the data of the case 'flipped'"))
}

@Test("noise before an embedding that maps the rows of the source is refused, with file and line")
func unreadNoise() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write("not read", to: "features.npy")
  try program.write(study(embedding: "precomputed, file: features.npy"), to: "a.yaml")
  for command in ["check", "plan"] {
    let result = try program.run([command, "a.yaml"])
    #expect(result.status == 65, "\(command): \(result.errors)")
    #expect(result.errors.contains("a.yaml:9: 'noisy' adds noise before the embedding"), "\(result.errors)")
  }
}
