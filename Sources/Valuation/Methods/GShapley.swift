public import Compute
import Datasets
import Learning
public import Vocabulary

/// Gradient Shapley: what each example's gradient step changes while a softmax regression is trained one example at a
/// time along a random permutation, ten permutations a batch.
///
/// Training starts at zero weights and passes once through the permutation; after each step the validation part is scored,
/// and the change is the example's contribution. A permutation's contributions sum to V(θₙ) − V(θ₀). This estimates no
/// value of a game, since a step depends on the order of those before it. Standard errors are over permutations.
public struct GShapley: SampledMethod {
  static let learningRateParameter = Parameter<Double>.real(
    "learning_rate", .positive, default: 0.1,
    help: "Length of a step along one example's gradient; choose what makes one pass learn most.",
    synonyms: ["lr", "eta", "step_size"])

  public static let card = Card(
    "g_shapley", .method, revision: 1,
    "Averages how one gradient step on each example changes the validation score, along random permutations.",
    citation: "A. Ghorbani and J. Zou, Data Shapley: Equitable valuation of data for machine learning, ICML 2019",
    formula: #"\phi_i = \frac1T\sum_{t=1}^T \bigl[V(\theta^{\pi_t}_{j}) - V(\theta^{\pi_t}_{j-1})\bigr],"#
      + #"\quad \pi_t(j) = i,\quad \theta_j = \theta_{j-1} - \eta\,\nabla \mathrm{CE}(\theta_{j-1}; z_{\pi_t(j)})"#,
    symbols: [
      .value,
      .init("T", "the number of passes, each along a random permutation"),
      .init(#"V(\theta)"#, "the validation score of the model with weights θ"),
      .init(#"\theta_j"#, "the weights after the first j examples of a pass"),
      .init(#"\pi_t(j)"#, "the example at place j"),
      .init(#"\eta"#, "the learning rate"),
      .init("z", "an example"),
    ],
    caution:
      "It values single gradient steps, not retraining: another learning rate gives other values. They sum to what "
      + "one pass gains in score, not to what a fitted model is worth.",
    complexity: "no evaluation of v; T passes over the data, each O(n (M + d) classes) for M validation examples",
    parameters: [
      Score.parameter, learningRateParameter, PermutationShapley.permutationsParameter, StopRule.parameter,
    ],
    synonyms: ["gradient_data_shapley", "gshapley", "sgd_shapley"],
    direction: .higherIsBetter,
    axioms: [], estimation: .unbiased)

  private let score: Score
  public let stop: StopRule?
  private let learningRate: Double
  private let draws: BatchedDraws

  public init(_ arguments: Arguments) {
    score = arguments[Score.parameter]
    learningRate = arguments[Self.learningRateParameter]
    draws = BatchedDraws(
      total: arguments[PermutationShapley.permutationsParameter], size: PermutationShapley.batchSize)
    stop = arguments[StopRule.parameter]
  }

  public var batches: Int { draws.batches }

  public func identity(ofBatch index: Int) -> Arguments {
    Arguments([
      "score": score.value, "learning_rate": .real(learningRate),
      "permutations": draws.countValue(ofBatch: index),
    ])
  }

  /// Throws ``ValuationError`` where there is nothing to train or to validate on or where steps diverge.
  public func batch(_ index: Int, of problem: ValuationProblem, in run: Run) throws -> Artifact {
    let steps = try GradientSteps(problem, score: score, learningRate: learningRate, method: Self.card.name)
    let (stream, range) = (run.seeds.branch("permutation"), draws.range(ofBatch: index))
    let paths = try mapBlocks(range.count, threads: run.threads) { offset in
      try run.checkInterruption()
      let order = stream.branch(range.lowerBound + offset).permutation(problem.train.count)
      return try steps.path(order)
    }
    run.progress(1, of: 1)
    return GradientPaths(paths).artifact
  }

  public func watch() -> (any BatchWatch)? { stop.map { StopWatch($0) { _ in GradientPathAccumulator() } } }

  public func combine(_ batches: [Artifact], for problem: ValuationProblem, in run: Run) throws -> DataValues {
    var gathering = GradientPathAccumulator()
    for batch in batches { gathering.add(batch) }
    return try gathering.values()
  }

  /// All batches one after the other, as far as the stopping rule asks for them.
  public func values(of problem: ValuationProblem, in run: Run) throws -> DataValues {
    var watch = watch()
    var artifacts: [Artifact] = []
    for index in 0..<batches {
      artifacts.append(try batch(index, of: problem, in: run.stage(index, of: batches)))
      if try watch?.isEnough(adding: artifacts[index]) ?? false { break }
    }
    return try combine(artifacts, for: problem, in: run)
  }
}
