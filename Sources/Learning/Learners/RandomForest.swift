public import Compute
public import Datasets
public import Vocabulary

/// Trees on bootstrap samples, each cut the best of a few features drawn for it; their shares or targets are averaged.
///
/// A bootstrap draws as many examples of positive weight as there are, with replacement. Features that are constant at a
/// node are not counted among those drawn. Draws depend on the run's stream, the tree and the node alone, and trees are
/// added in order, so the number of threads leaves no trace. O(trees · n · d) for each level.
public struct RandomForest: Learner {
  static let treesParameter = Parameter<Int>.integer(
    "trees", 1...1_000_000, default: 100, help: "How many trees are averaged.",
    synonyms: ["n_estimators", "estimators", "ntree"])
  static let bootstrapParameter = Parameter<Bool>.boolean(
    "bootstrap", default: true, help: "Whether each tree sees a sample drawn with replacement, or all examples.")
  static let featuresParameter = Parameter<FeatureShare>(
    "features", .either(.integer(1...1_000_000_000), .choice(["sqrt", "all"])), default: .text("sqrt"),
    help: "Features drawn for each cut: a number, all, or sqrt for the square root of how many there are.",
    synonyms: ["max_features", "mtry", "features_per_split"], read: FeatureShare.init)

  public static let card = Card(
    "random_forest", .learner, revision: 1,
    "Averages decision trees on bootstrap samples, each cut chosen among a few features drawn for it.",
    citation: "L. Breiman, Random Forests, Machine Learning 45, 2001",
    formula: #"f(x) = \frac1T \sum_{t=1}^T f_t(x)"#,
    symbols: [
      .init("f_t", "the prediction of tree t"),
      .init("T", "the number of trees"),
    ],
    complexity: "O(trees · n · d) for each level",
    parameters: [
      treesParameter, bootstrapParameter, featuresParameter, DecisionTreeLearner.depthParameter,
      DecisionTreeLearner.leafParameter,
    ],
    synonyms: ["forest", "rf", "random_forest_classifier", "random_forest_regressor"])

  /// How many features compete at a node.
  enum FeatureShare: Sendable, Hashable {
    case squareRoot, all
    case count(Int)

    @Sendable init?(_ value: Value) {
      switch value {
      case .integer(let count): self = .count(count)
      case .text("sqrt"): self = .squareRoot
      case .text("all"): self = .all
      default: return nil
      }
    }

    /// Of so many, at least one; `nil` for all.
    func count(of features: Int) -> Int? {
      switch self {
      case .squareRoot: max(1, Int(Double(features).squareRoot()))
      case .count(let count): count
      case .all: nil
      }
    }
  }

  let trees: Int
  let bootstrap: Bool
  let features: FeatureShare
  let depth: Int?
  let leaf: Int

  public init(_ arguments: Arguments) {
    (trees, bootstrap) = (arguments[Self.treesParameter], arguments[Self.bootstrapParameter])
    features = arguments[Self.featuresParameter]
    depth = arguments[DecisionTreeLearner.depthParameter]
    leaf = arguments[DecisionTreeLearner.leafParameter]
  }

  /// Throws ``LearningError`` for data without weight and for a feature that is no number.
  public func fit(_ examples: Examples, weights: [Float]?, in run: Run) throws -> any Model {
    let limits = TreeLimits(depth: depth, leaf: leaf, features: features.count(of: examples.features.columns))
    let training = try TreeTraining(
      WeightedExamples(examples, weights: weights, for: Self.card.name), limits: limits)
    let (samples, nodes) = (run.seeds.branch("bootstrap"), run.seeds.branch("features"))
    let grown = try mapBlocks(trees, threads: run.threads) { tree in
      // Keyed by draw, since a branch by name would cost more than a small tree.
      let sample = bootstrap ? Self.sample(training.training.weights.count, SeedStream(root: samples.bits(tree))) : nil
      return try training.tree(factors: sample, stream: SeedStream(root: nodes.bits(tree)), in: run)
    }
    return training.model(grown)
  }

  /// How often each of some examples is drawn, [count].
  private static func sample(_ count: Int, _ stream: SeedStream) -> [Double] {
    var times = [Double](repeating: 0, count: count)
    for draw in 0..<count { times[stream.integer(draw, below: count)] += 1 }
    return times
  }
}
