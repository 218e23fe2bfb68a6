public import Compute
import Datasets
import Learning
public import Vocabulary

/// How well models of bootstrap samples predict an example they have not seen; needs no validation part.
public struct DataOOB: SampledMethod {
  static let modelParameter = Parameter<ComponentValue>.reference(
    "model", to: .model, help: "The model that is fitted to bootstrap samples.", synonyms: ["learner", "classifier"])
  static let bootstrapsParameter = Parameter<Int>.integer(
    "bootstraps", 1...10_000_000, default: 1000, unit: "fits",
    help: "Bootstrap samples, each one model fit; raising it keeps what is known.",
    synonyms: ["learners", "n_estimators", "samples", "fits", "num_models"])

  public static let card = Card(
    "data_oob", .method, revision: 1,
    "Values an example by how well it is predicted by the models whose bootstrap samples left it out.",
    citation: "Y. Kwon and J. Zou, Data-OOB: Out-of-bag estimate as a simple and efficient data value, ICML 2023",
    formula: #"\psi_i = \frac{\sum_{b : i \notin S_b} T(y_i, \hat f_b(x_i))}{\lvert\{b : i \notin S_b\}\rvert},"#
      + #"\quad T = 1[\hat y = y]\text{ or } -(\hat y - y)^2,\quad S_b \text{ of } n \text{ draws with replacement}"#,
    symbols: [
      .init(#"\psi_i"#, "the value of example i"),
      .init("S_b", "the bootstrap sample of model b"),
      .init(#"\hat f_b(x_i)"#, "what model b predicts for example i"),
      .init("T", "how right a prediction is"),
      .init("y", "the label or target"),
      .init("n", "the number of training examples"),
    ],
    caution: "It is no marginal contribution and sums to nothing in particular: it tells how typical an example is for "
      + "models that did not see it. Rare but right examples get low values, too.",
    complexity: "no evaluation of v: B model fits; O(B n) predictions",
    parameters: [modelParameter, bootstrapsParameter],
    synonyms: ["oob", "dataoob", "out_of_bag"], direction: .higherIsBetter)

  /// A batch is this many bootstraps; the last one may be cut.
  static let batchSize = 50

  public let model: ComponentValue
  public let bootstraps: Int

  public init(_ arguments: Arguments) {
    model = arguments[Self.modelParameter]
    bootstraps = arguments[Self.bootstrapsParameter]
  }

  private var draws: BatchedDraws { BatchedDraws(total: bootstraps, size: Self.batchSize) }

  public var batches: Int { draws.batches }

  public func identity(ofBatch index: Int) -> Arguments {
    Arguments([
      "model": .component(model), "bootstraps": draws.countValue(ofBatch: index),
    ])
  }

  /// How many models of the batch left each example out, and the sums of their votes and of the votes' squares.
  public func batch(_ index: Int, of problem: ValuationProblem, in run: Run) throws -> Artifact {
    let train = problem.train
    guard train.count > 0 else { throw ValuationError.noExamples(.training) }
    guard train.count > 1 else { throw ValuationError.loneExample(method: Self.card.name) }
    let stream = run.seeds.branch("bootstrap")
    let counts = draws.range(ofBatch: index).map { Self.counts(train.count, stream.branch($0)) }
    let fits = try SubsetFits(model, on: train, in: run)
    let votes = try fits.map(counts.map(Self.membership), seeds: run.seeds.branch("fit"), in: run) { model, index in
      try Self.votes(of: model, on: train, at: train.labels.indices.filter { counts[index][$0] == 0 })
    }
    var tally = Tally(examples: train.count)
    for vote in votes.joined() { tally.add(vote) }
    return Artifact([tally.item])
  }

  /// What a model says of the examples at some positions: 1 or 0 for a label right or wrong, minus the squared error of a
  /// target.
  private static func votes(of model: any Model, on examples: Examples, at positions: [Int]) throws -> [Vote] {
    let outputs = try model.outputs(for: examples.features.rows(positions))
    switch (outputs, outputs.classes, examples.targets) {
    case (.reals(let found), _, let targets?):
      return zip(positions, found).map { position, target in
        Vote(example: position, score: -(target - targets[position]) * (target - targets[position]))
      }
    case (_, let classes?, nil):
      return zip(positions, classes).map { Vote(example: $0, score: examples.labels[$0] == $1 ? 1 : 0) }
    default:
      throw LearningError.unsuitable(
        "data_oob compares predictions with labels or targets, and this model predicts the other of the two")
    }
  }

  /// Mean votes; standard errors are over the models that voted.
  public func combine(_ batches: [Artifact], for problem: ValuationProblem, in run: Run) throws -> DataValues {
    var tally = Tally(examples: problem.train.count)
    for batch in batches { tally.append(Tally(batch)) }
    let fitted = (0..<batches.count).reduce(0) { $0 + draws.range(ofBatch: $1).count }
    guard tally.votes.allSatisfy({ $0 > 0 }) else {
      throw ValuationError.tooFewDraws(
        method: Self.card.name, draws: fitted, needed: "for every example a bootstrap sample without it")
    }
    return DataValues(
      values: tally.means, standardErrors: tally.standardErrors, modelFits: fitted,
      facts: [.init("fewest_votes", Double(tally.votes.min() ?? 0))])
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

/// How well a model that did not see an example predicts it.
private struct Vote {
  let example: Int
  let score: Double
}

/// Votes by example.
private struct Tally {
  var votes: [Int]
  var sums: [Double]
  var squares: [Double]

  init(examples: Int) {
    votes = [Int](repeating: 0, count: examples)
    sums = [Double](repeating: 0, count: examples)
    squares = sums
  }

  mutating func add(_ vote: Vote) {
    votes[vote.example] += 1
    sums[vote.example] += vote.score
    squares[vote.example] += vote.score * vote.score
  }

  mutating func append(_ other: Tally) {
    votes = zip(votes, other.votes).map(+)
    sums = zip(sums, other.sums).map(+)
    squares = zip(squares, other.squares).map(+)
  }

  var means: [Double] { zip(sums, votes).map { $0 / Double($1) } }

  /// `nil` where an example has a single vote.
  var standardErrors: [Double]? {
    guard votes.allSatisfy({ $0 > 1 }) else { return nil }
    return votes.indices.map { example in
      let count = Double(votes[example])
      let spread = max(0, squares[example] - sums[example] * sums[example] / count)
      return (spread / (count - 1) / count).squareRoot()
    }
  }

  var item: Artifact.Item {
    let table = Table([
      .init("votes", .integers(votes)), .init("sum", .reals(sums)), .init("square", .reals(squares)),
    ])
    return Artifact.Item("votes", .table(table))
  }

  /// Reads what ``item`` wrote.
  init(_ batch: Artifact) {
    guard let table = batch.table("votes") else {
      preconditionFailure("no votes in a batch of \(batch.items.map(\.name))")
    }
    (votes, sums, squares) = (table.integers("votes"), table.reals("sum"), table.reals("square"))
  }
}
