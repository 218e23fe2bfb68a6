import Compute
import Datasets
import Learning
import Measuring
import Valuation
import Vocabulary

/// Data Shapley on two moons, the most expensive method of the default study: how fast coalitions are fitted.
struct TMCBenchmark {
  let options: Options

  func run() throws {
    var table = MarkdownTable(["truncation", "model fits", "mean permutation length", "seconds", "µs per fit"])
    for truncation in [nil, Value.text("none")] {
      var values: DataValues?
      let seconds = try leastSeconds(options.repeats) {
        values = try method(truncation).values(
          of: problem, in: Run(seeds: SeedStream(root: 1), threads: options.threads))
      }
      guard let values else { continue }
      let length = values.facts.first { $0.name == "mean_permutation_length" }?.value ?? .nan
      table.add([
        truncation == nil ? "1 % over 6 steps" : "none", "\(values.modelFits)", length.rounded(to: 1),
        seconds.rounded(to: 3), (seconds / Double(values.modelFits) * 1e6).rounded(to: 1),
      ])
    }
    table.printUnder("TMC-Shapley, 100 permutations of 200 points, softmax regression of 30 epochs")
  }

  private func method(_ truncation: Value?) -> TMCShapley {
    var values: [String: Value] = ["model": .component(ComponentValue(SoftmaxRegression.card, Arguments()))]
    values["truncation"] = truncation
    return TMCShapley(Arguments(values))
  }

  private var problem: ValuationProblem {
    get throws {
      let source = TwoMoons(Arguments(["noise": .real(0.2)]))
      let files = DataFiles(study: "", bundled: [], benchmarks: nil)
      let all = try source.load(from: files, seeds: SeedStream(root: 2), requested: 300).examples
      let order = SeedStream(root: 3).permutation(300)
      return ValuationProblem(train: all.subset(Array(order[..<200])), validation: all.subset(Array(order[200...])))
    }
  }
}
