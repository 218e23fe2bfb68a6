import Compute
import Datasets

/// What the trees of one fit share: the examples, sorted by every feature.
struct TreeTraining {
  let training: WeightedExamples
  let limits: TreeLimits
  private let orders: FeatureOrders

  /// O(n · d).
  init(_ training: WeightedExamples, limits: TreeLimits) throws {
    (self.training, self.limits) = (training, limits)
    orders = try FeatureOrders(of: training.examples.features)
  }

  /// A tree of the examples, each with its weight times a factor, such as how often a bootstrap drew it.
  func tree(factors: [Double]? = nil, stream: SeedStream, in run: Run) throws -> DecisionTree {
    let examples = training.examples
    let weights = factors.map { zip(training.weights, $0).map { $0 * $1 } } ?? training.weights
    if let targets = examples.targets {
      return try grown(VarianceCriterion(targets, weights: weights), weights, stream, run)
    }
    return try grown(GiniCriterion(examples, weights: weights), weights, stream, run)
  }

  private func grown(
    _ criterion: some SplitCriterion, _ weights: [Double], _ stream: SeedStream, _ run: Run
  ) throws -> DecisionTree {
    try TreeGrowth(
      training.examples.features, orders, weights: weights, criterion: criterion, limits: limits, stream: stream
    ).grown(in: run)
  }

  /// The model of some trees.
  func model(_ trees: [DecisionTree]) -> TreeModel {
    TreeModel(
      trees: trees, features: training.examples.features.columns, isRegression: training.examples.targets != nil)
  }
}
