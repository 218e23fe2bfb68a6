public import Compute
import Foundation
import Valuation
public import Vocabulary

/// How far a method's values lie from those of another method of the study, for judging estimates.
public struct EstimationError: EvaluationTask {
  static let truthParameter = Parameter<String>(
    "truth", .name(.method), default: nil,
    help: "The method whose values are taken for true; cases on which it is not valued are left out.",
    synonyms: ["reference", "exact", "against"]
  ) { if case .text(let label) = $0 { label } else { nil } }

  static let metrics = TableDeclaration(
    "metrics",
    [
      ColumnDeclaration("rmse", label: "root mean squared error", higherIsBetter: false),
      ColumnDeclaration("largest_error", label: "largest absolute error", higherIsBetter: false),
      ColumnDeclaration("spearman", label: "Spearman correlation", higherIsBetter: true),
      ColumnDeclaration("mean_standard_error", label: "mean standard error", higherIsBetter: false),
      ColumnDeclaration("coverage", unit: "share", label: "coverage of 95 % intervals"),
      ColumnDeclaration("model_fits", unit: "fits", label: "evaluations of the utility", higherIsBetter: false),
    ])

  public static let card = Card(
    "estimation_error", .task, revision: 2,
    "Compares a method's values with those of another method in the same case and replicate.",
    citation: "R. Mitchell, J. Cooper, E. Frank and G. Holmes, Sampling permutations for Shapley value estimation, "
      + "JMLR 23(43), 2022",
    formula: #"\mathrm{rmse} = \sqrt{\tfrac1n \sum_i (\hat\phi_i - \phi_i)^2}"#,
    symbols: [
      .init(#"\hat\phi_i"#, "the value of player i by the method"),
      .init(#"\phi_i"#, "the value by the method taken for true"),
      .init("n", "the number of players"),
    ],
    caution:
      "The truth is what the study names, and may be an estimate itself. A small error says that a game was solved "
      + "well, not that its values are of use.",
    complexity: "no evaluation of v; O(n log n)",
    parameters: [truthParameter], synonyms: ["estimator_error", "approximation_error", "convergence"],
    tables: [metrics], dataNeed: .never)

  /// Half the width of a 95 % interval in standard errors.
  static let quantile = 1.96

  /// An interval is as much wider on both sides, as a share of the largest true value: exact values that were summed in
  /// another order lie within intervals of no width.
  static let rounding = 1e-9

  public let truth: String?

  public init(_ arguments: Arguments) { truth = arguments[Self.truthParameter] }

  /// A correlation with values that are all equal, and intervals of a method that gives none, are missing.
  public func evaluate(_ valued: ValuedData, in run: Run) throws -> Artifact {
    guard let truth = valued.truth?.values else { preconditionFailure("no values to compare with") }
    let (values, errors) = (valued.values.values, valued.values.standardErrors)
    let differences = zip(values, truth).map { $0 - $1 }
    let rmse = Statistics.mean(differences.map { $0 * $0 }).squareRoot()
    let slack = Self.rounding * (truth.map { abs($0) }.max() ?? 0)
    let coverage = errors.map { errors in
      let covered = zip(differences, errors).count { abs($0) <= Self.quantile * $1 + slack }
      return Double(covered) / Double(differences.count)
    }
    return Artifact([
      Self.metrics.item([
        .reals([rmse]), .reals([differences.map { abs($0) }.max() ?? 0]),
        .reals([Statistics.spearman(values, truth) ?? .nan]), .reals([errors.map { Statistics.mean($0) } ?? .nan]),
        .reals([coverage ?? .nan]), .integers([valued.values.modelFits]),
      ])
    ])
  }
}
