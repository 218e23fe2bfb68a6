public import Compute
public import Datasets
public import Vocabulary

/// One tree of binary cuts, each the one that leaves the least Gini impurity, or the least variance of real targets.
///
/// A cut lies half way between two values of a feature; among cuts that explain the same up to rounding (10⁻¹² of the
/// node's own), the lowest feature and then the lowest threshold wins. Nodes are cut until they are pure, too deep or
/// too small, even where a cut explains nothing, since the next may. Weights count as repeated examples do, but
/// `min_leaf` counts examples. O(n · d) for each level.
public struct DecisionTreeLearner: Learner {
  static let depthParameter = Parameter<Int>.integer(
    "max_depth", 1...1_000_000, unit: "cuts", help: "The longest way to a leaf; by default as long as it takes.",
    synonyms: ["depth"]
  ).optional
  static let leafParameter = Parameter<Int>.integer(
    "min_leaf", 1...1_000_000_000, default: 1, unit: "examples", help: "The least number of examples in a leaf.",
    synonyms: ["min_samples_leaf", "leaf_size", "min_node_size"])

  public static let card = Card(
    "decision_tree", .learner, revision: 1,
    "Cuts the examples in two by one feature after another, each time where the parts are purest.",
    citation: "L. Breiman, J. Friedman, R. Olshen and C. Stone, Classification and Regression Trees, Wadsworth 1984",
    formula: #"\max_{j,t}\ \sum_{s \in \{x_j \le t,\ x_j > t\}} \frac{1}{n_s} \sum_c n_{sc}^2"#,
    symbols: [
      .init("x_j", "a feature"),
      .init("t", "a threshold"),
      .init("n_s", "how many examples lie on side s"),
      .init("n_{sc}", "how many of these are of class c"),
    ],
    complexity: "O(n · d) for each level", parameters: [depthParameter, leafParameter],
    synonyms: ["cart", "tree", "decision_tree_classifier", "decision_tree_regressor"])

  let limits: TreeLimits

  public init(_ arguments: Arguments) {
    limits = TreeLimits(depth: arguments[Self.depthParameter], leaf: arguments[Self.leafParameter], features: nil)
  }

  /// Throws ``LearningError`` for data without weight and for a feature that is no number.
  public func fit(_ examples: Examples, weights: [Float]?, in run: Run) throws -> any Model {
    let training = try TreeTraining(
      WeightedExamples(examples, weights: weights, for: Self.card.name), limits: limits)
    return training.model([try training.tree(stream: run.seeds, in: run)])
  }
}
