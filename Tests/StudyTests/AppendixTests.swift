import Foundation
import Testing

@Test("the appendix says what high values mean of each method as it is configured")
func directionAsConfigured() throws {
  let program = try Program()
  defer { program.clean() }
  try program.write(
    """
    workbench: 1
    title: Hardness
    datasets:
      moons: {source: two_moons, noise: 0.2, split: {train: 30, validation: 10, test: 10}, corruption: [{kind: label_noise, rate: 0.2}]}
    embeddings: {raw: {kind: identity}}
    models: {softmax: {kind: softmax_regression, epochs: 2}}
    methods:
      hardest: {kind: hardness_shapley, model: softmax}
      typical: {kind: hardness_shapley, model: softmax, utility: squared}
      both: {kind: hardness_shapley, model: softmax, utility: {sweep: [mean_loss, squared]}, headline: {utility: squared}}
    grid: {cases: {moons: {data: moons, embedding: raw}}, methods: all}
    tasks: {labels: {kind: noisy_label_detection}}
    report:
      formats: [markdown]
      cells:
        - appendix: [methods]

    """, to: "hardness.yaml")
  let result = try program.run(["run", "hardness.yaml"])
  #expect(result.status == 0, "\(result.errors)")
  let report = String(decoding: try program.bytes(below: "reports/hardness")["report.md"] ?? Data(), as: UTF8.self)
  #expect(report.contains("**hardest** (`hardness_shapley`, higher is harder)."), "\(report)")
  #expect(report.contains("**typical** (`hardness_shapley`, higher is better)."), "\(report)")
  #expect(report.contains("**both** (`hardness_shapley`, higher is better, higher is harder)."), "\(report)")
}
