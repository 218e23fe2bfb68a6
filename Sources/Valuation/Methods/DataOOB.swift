public import Compute
import Datasets
import Learning
public import Vocabulary

/// How well models of bootstrap samples predict an example they have not seen; needs no validation part.
public struct DataOOB: SampledMethod {
  static let bootstrapsParameter = Parameter<Int>.integer(
    "bootstraps", 1...10_000_000, default: 1000, unit: "fits",
    help: "Bootstrap samples, each one model fit; raising it keeps what is known.",
    synonyms: ["learners", "n_estimators", "samples", "fits", "num_models"])

  public static let card = Card(
    "data_oob", .method, revision: 1,
    "Values an example by the share of models that label it right among those whose bootstrap sample left it out.",
    citation: "Y. Kwon and J. Zou, Data-OOB: Out-of-bag estimate as a simple and efficient data value, ICML 2023",
    formula: #"\psi_i = \frac{\sum_{b : i \notin S_b} 1[\hat f_b(x_i) = y_i]}{\lvert\{b : i \notin S_b\}\rvert},"#
      + #"\quad S_b \text{ of } n \text{ draws with replacement}"#,
    complexity: "no evaluation of v: B model fits; O(B n) predictions",
    parameters: [GameSettings.modelParameter, bootstrapsParameter],
    synonyms: ["oob", "dataoob", "out_of_bag"], direction: .higherIsBetter)

  /// A batch is this many bootstraps; the last one may be cut.
  static let batchSize = 50

  public let model: ComponentValue?
  public let bootstraps: Int

  public init(_ arguments: Arguments) {
    model = arguments[GameSettings.modelParameter]
    bootstraps = arguments[Self.bootstrapsParameter]
  }

  private var draws: BatchedDraws { BatchedDraws(total: bootstraps, size: Self.batchSize) }

  public var batches: Int { draws.batches }

  public func identity(ofBatch index: Int) -> Arguments {
    Arguments([
      "model": model.map(Value.component) ?? .none, "bootstraps": draws.countValue(ofBatch: index),
    ])
  }

  /// How many models of the batch left each example out, and how many of these label it right.
  public func batch(_ index: Int, of problem: ValuationProblem, in run: Run) throws -> Artifact {
    guard let model else { throw ValuationError.noModel }
    let train = problem.train
    guard train.count > 0 else { throw ValuationError.noExamples(.training) }
    let stream = run.seeds.branch("bootstrap")
    let counts = draws.range(ofBatch: index).map { Self.counts(train.count, stream.branch($0)) }
    let fits = try SubsetFits(model, on: train)
    let hits = try fits.map(counts.map(Self.membership), seeds: run.seeds.branch("fit"), in: run) { model, index in
      let left = train.labels.indices.filter { counts[index][$0] == 0 }
      guard let classes = model.outputs(for: train.features.rows(left)).classes else {
        throw LearningError.unsuitable("data_oob counts right labels, and this model predicts real targets")
      }
      return zip(left, classes).filter { train.labels[$0] == $1 }.map(\.0)
    }
    var (votes, right) = (train.labels.map { _ in 0 }, train.labels.map { _ in 0 })
    for (counts, hits) in zip(counts, hits) {
      for example in counts.indices where counts[example] == 0 { votes[example] += 1 }
      for example in hits { right[example] += 1 }
    }
    return Artifact([
      .init("votes", .table(Table([.init("votes", .integers(votes)), .init("right", .integers(right))])))
    ])
  }

  /// The share of right votes; standard errors as of a share, over models.
  public func combine(_ batches: [Artifact], for problem: ValuationProblem, in run: Run) throws -> DataValues {
    var (votes, right) = (problem.train.labels.map { _ in 0 }, problem.train.labels.map { _ in 0 })
    for batch in batches {
      guard let table = batch.table("votes") else {
        preconditionFailure("no votes in a batch of \(batch.items.map(\.name))")
      }
      votes = zip(votes, table.integers("votes")).map(+)
      right = zip(right, table.integers("right")).map(+)
    }
    guard votes.allSatisfy({ $0 > 0 }) else {
      throw ValuationError.tooFewDraws(
        method: Self.card.name, draws: bootstraps, needed: "for every example a bootstrap sample without it")
    }
    let values = zip(right, votes).map { Double($0) / Double($1) }
    let spreads = zip(values, votes).map { $1 > 1 ? ($0 * (1 - $0) / Double($1 - 1)).squareRoot() : nil }
    let errors = spreads.compactMap { $0 }
    return DataValues(
      values: values, standardErrors: errors.count == values.count ? errors : nil, modelFits: bootstraps,
      facts: [.init("fewest_votes", Double(votes.min() ?? 0))])
  }

  /// How often a bootstrap of as many draws as examples takes each.
  private static func counts(_ examples: Int, _ draws: SeedStream) -> [Int] {
    var counts = [Int](repeating: 0, count: examples)
    for draw in 0..<examples { counts[draws.integer(draw, below: examples)] += 1 }
    return counts
  }

  private static func membership(_ counts: [Int]) -> Membership {
    let positions = counts.indices.filter { counts[$0] > 0 }
    return Membership(positions, weights: positions.map { Float(counts[$0]) })
  }
}
