public import Compute
public import Vocabulary

/// Test accuracy with only a share of the training points, taken from one end of the ranking.
///
/// The same model is trained on the first ⌊fraction · n⌋ points of the ranking, in their own order and with the same
/// random stream. `lowest_first` begins with the points thought least good, which are those of highest value where
/// higher is harder; ties go by index. O(orders · fractions) trainings; all orders share that at fraction 1.
public struct PointAddition: UnitTask {
  static let fractionsParameter = Parameter<[Double]>.progression(
    "fractions", Interval(0, 1, includesLower: false), default: [0.1, 0.2, 0.3, 0.4, 0.5], unit: "share",
    help: "Shares of the training points that are used.")

  static let curve = TableDeclaration(
    "curve",
    [
      ColumnDeclaration("order", label: "order of addition", isDimension: true),
      ColumnDeclaration("fraction", unit: "share", label: "training points used", isDimension: true),
      ColumnDeclaration("accuracy", unit: "share", label: "test accuracy"),
    ])

  public static let card = Card(
    "point_addition", .task, revision: 1,
    "Trains the same model on only the first training points from one end of the ranking and measures accuracy.",
    citation: "A. Ghorbani and J. Zou, Data Shapley: Equitable Valuation of Data for Machine Learning, ICML 2019",
    formula: #"\mathrm{area} = \frac{1}{f_m - f_1}\int_{f_1}^{f_m}\mathrm{accuracy}(f)\,df"#,
    symbols: [
      .init("f", "the share of training points added, from f_1 to f_m"),
      .init(#"\mathrm{accuracy}(f)"#, "test accuracy of the model trained on them alone"),
    ],
    caution: "Points come in together, and values speak of single ones: a curve that rises fast need not have the best "
      + "values, as equal points are worth less side by side. Areas over different shares are not comparable.",
    complexity: "orders · fractions trainings",
    parameters: [RetrainingCurve.orderParameter, fractionsParameter, RetrainingCurve.modelParameter],
    synonyms: ["addition", "data_addition"], tables: [RetrainingCurve.metrics, curve])

  private let retraining: RetrainingCurve

  public init(_ arguments: Arguments) {
    retraining = RetrainingCurve(
      Self.card.name, .addition, fractions: arguments[Self.fractionsParameter], arguments)
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
