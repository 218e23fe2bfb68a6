public import Compute
import Datasets
public import Vocabulary

/// Uniform draws: what any method must beat.
public struct RandomValues: ValuationMethod {
  public static let card = Card(
    "random", .method, revision: 1,
    "Gives every training example a uniform random number, as a baseline for all others.",
    formula: #"\phi_i \sim \mathrm{Uniform}(0, 1)"#,
    symbols: [
      .init(#"\phi_i"#, "the value of example i")
    ],
    caution: "It is no value: a method that does no better than this in a task has found nothing there.",
    complexity: "no evaluation of v; O(n)",
    synonyms: ["uniform", "baseline", "random_values"],
    direction: .higherIsBetter)

  public init(_ arguments: Arguments) {}

  public func values(of problem: ValuationProblem, in run: Run) throws -> DataValues {
    let stream = run.seeds.branch("random")
    return DataValues(values: (0..<problem.train.count).map { stream.uniform($0) })
  }
}
