public import Compute
public import Vocabulary

/// Test accuracy of a model trained on only the best share of the training points.
///
/// The ⌊keep · n⌋ points thought best are kept, ties by index, and the model is trained on them in their own order and
/// with the same random stream. With `per_class` the rule is ⌊keep · n_c⌋ of the n_c points with each given label, but
/// at least one, so that no class is lost. O(keep) trainings.
public struct DataSummarization: UnitTask {
  static let keepParameter = Parameter<[Double]>.progression(
    "keep", Interval(0, 1, includesLower: false), default: [0.05, 0.1, 0.3, 0.5], unit: "share",
    help: "Shares of the training points that are kept, the best first.")
  static let perClassParameter = Parameter<Bool>.boolean(
    "per_class", default: false,
    help: "Whether the share is kept of the points of each given label, at least one, instead of all points.",
    synonyms: ["stratify", "class_balanced"])

  static let metrics = TableDeclaration(
    "metrics",
    [ColumnDeclaration("area", unit: "share", label: "mean accuracy along the curve", higherIsBetter: true)])
  static let curve = TableDeclaration(
    "curve",
    [
      ColumnDeclaration("keep", unit: "share", label: "training points kept", isDimension: true),
      ColumnDeclaration("accuracy", unit: "share", label: "test accuracy", higherIsBetter: true),
    ])

  public static let card = Card(
    "data_summarization", .task, revision: 1,
    "Keeps the training points with the best values, trains a model on them alone and measures accuracy.",
    citation: "R. Jia et al., Scalability vs. Utility: Do We Have to Sacrifice One for the Other in Data Importance "
      + "Quantification?, CVPR 2021",
    formula: #"\mathrm{area} = \frac{1}{s_m - s_1}\int_{s_1}^{s_m}\mathrm{accuracy}(s)\,ds"#,
    symbols: [
      .init("s", "the share of training examples kept, from s_1 to s_m"),
      .init(#"\mathrm{accuracy}(s)"#, "test accuracy of the model trained on them alone"),
    ],
    caution:
      "Accuracy on a subset is not the sum of its values: values speak of single examples, and the best of them may "
      + "all say the same.",
    complexity: "one training for each share",
    parameters: [keepParameter, perClassParameter, RetrainingCurve.modelParameter],
    synonyms: ["summarization", "summarisation", "coreset"], tables: [metrics, curve])

  private let retraining: RetrainingCurve

  public init(_ arguments: Arguments) {
    retraining = RetrainingCurve(
      Self.card.name, .addition, orders: [.highestFirst], fractions: arguments[Self.keepParameter],
      isPerClass: arguments[Self.perClassParameter], model: arguments[RetrainingCurve.modelParameter])
  }

  public var units: Int { retraining.points.count }

  public func unitIdentity(_ index: Int) -> Arguments {
    Arguments([
      "keep": .real(retraining.points[index].fraction), "per_class": .boolean(retraining.isPerClass),
      "model": .component(retraining.model),
    ])
  }

  /// Throws ``EvaluationError`` for values that cannot be ranked or an empty part, and what the learner throws.
  public func unit(_ index: Int, of valued: ValuedData, in run: Run) throws -> Artifact {
    try retraining.train(index, valued, in: run)
  }

  public func combine(_ units: [Artifact], for valued: ValuedData, in run: Run) throws -> Artifact {
    let accuracies = retraining.accuracies(units)
    return Artifact([
      Self.metrics.item([.reals(retraining.areas(accuracies))]),
      Self.curve.item([.reals(retraining.fractions), .reals(accuracies[0])]),
    ])
  }
}
