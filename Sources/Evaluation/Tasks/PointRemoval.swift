public import Compute
public import Vocabulary

/// Test accuracy after a share of the training points is removed from one end of the ranking.
///
/// ⌊fraction · n⌋ points are removed and the same model is trained again on the others, in their own order and with the
/// same random stream. `lowest_first` removes the points thought least good, which are those of highest value where
/// higher is harder; ties go by index. O(orders · fractions) trainings; all orders share that at fraction 0.
public struct PointRemoval: UnitTask {
  static let fractionsParameter = Parameter<[Double]>.progression(
    "fractions", Interval(0, 1, includesUpper: false), default: [0, 0.1, 0.2, 0.3, 0.4, 0.5], unit: "share",
    help: "Shares of the training points that are removed.")

  static let curve = TableDeclaration(
    "curve",
    [
      ColumnDeclaration("order", label: "order of removal", isDimension: true),
      ColumnDeclaration("fraction", unit: "share", label: "training points removed", isDimension: true),
      ColumnDeclaration("accuracy", unit: "share", label: "test accuracy"),
    ])

  public static let card = Card(
    "point_removal", .task, revision: 1,
    "Removes training points from one end of the ranking, trains the same model on the others and measures accuracy.",
    citation: "A. Ghorbani and J. Zou, Data Shapley: Equitable Valuation of Data for Machine Learning, ICML 2019",
    formula: #"\mathrm{area} = \frac{1}{f_m - f_1}\int_{f_1}^{f_m}\mathrm{accuracy}(f)\,df"#,
    symbols: [
      .init("f", "the share of training points removed, from f_1 to f_m"),
      .init(#"\mathrm{accuracy}(f)"#, "test accuracy of the model trained on the others"),
    ],
    caution: "Points go together, and values speak of single ones: the fall of the curve is not the sum of the values "
      + "removed. Areas over different shares are not comparable.",
    complexity: "orders · fractions trainings",
    parameters: [RetrainingCurve.orderParameter, fractionsParameter, RetrainingCurve.modelParameter],
    synonyms: ["removal", "data_removal", "remove_high_low"], tables: [RetrainingCurve.metrics, curve])

  private let retraining: RetrainingCurve

  public init(_ arguments: Arguments) {
    retraining = RetrainingCurve(
      Self.card.name, .removal, fractions: arguments[Self.fractionsParameter], arguments)
  }

  public var units: Int { retraining.points.count }

  public func unitIdentity(_ index: Int) -> Arguments { retraining.identity(index) }

  /// Throws ``EvaluationError`` for values that cannot be ranked or an empty part, and what the learner throws.
  public func unit(_ index: Int, of valued: ValuedData, in run: Run) throws -> Artifact {
    try retraining.train(index, valued, in: run)
  }

  public func combine(_ units: [Artifact], for valued: ValuedData, in run: Run) throws -> Artifact {
    retraining.combine(units, curve: Self.curve)
  }
}
