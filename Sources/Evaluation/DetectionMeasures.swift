import Compute
import Datasets
import Valuation
import Vocabulary

/// What a detection task reports of a ranking: how soon the corrupted training examples turn up when the examples are
/// inspected from the suspicious end. O(n log n).
///
/// Lowest values come first, or highest where higher is harder; ties go by index.
struct DetectionMeasures {
  enum Metric: String, CaseIterable {
    case recall
    case averagePrecision = "average_precision"
    case auc
    case f1
  }

  static let metricsParameter = Parameter<[String]>.choices(
    "metrics", of: Metric.allCases.map(\.rawValue), default: Metric.allCases.map(\.rawValue),
    help:
      "The metrics computed: recall among as many points as are corrupted; average_precision, the mean precision at "
      + "each corrupted point; auc, ties counting half; f1 where the suspicious one of two exact 2-means clusters of the "
      + "values is predicted corrupted, nothing if all values are equal.")
  static let stepParameter = Parameter<Double>.real(
    "step", Interval(0.0001, 1), default: 0.01, unit: "share",
    help: "Distance between points of the curve, as a share of the training points.", synonyms: ["bins", "period"])

  static let metrics = TableDeclaration(
    "metrics",
    [
      ColumnDeclaration("recall", label: "recall at the noise rate", higherIsBetter: true),
      ColumnDeclaration("average_precision", label: "average precision", higherIsBetter: true),
      ColumnDeclaration("auc", label: "area under the ROC curve", higherIsBetter: true),
      ColumnDeclaration("f1", label: "F1 of the lower of two clusters", higherIsBetter: true),
    ])
  static let curve = TableDeclaration(
    "curve",
    [
      ColumnDeclaration("inspected", unit: "share", label: "training points inspected", isDimension: true),
      ColumnDeclaration("recall", unit: "share", label: "corrupted points found", higherIsBetter: true),
    ])

  /// The average precision.
  static let formula =
    #"\mathrm{AP} = \frac{1}{m}\sum_{i\ \mathrm{corrupted}} "#
    + #"\frac{|\{j\ \mathrm{corrupted} : r_j \le r_i\}|}{r_i}"#

  /// The task's name, for messages.
  let task: String
  /// The corruption whose rows it looks for.
  let corruption: String
  private let metrics: [Metric]
  private let step: Double

  init(_ arguments: Arguments, task: String, corruption: String) {
    (self.task, self.corruption) = (task, corruption)
    let names = arguments[Self.metricsParameter]
    metrics = Metric.allCases.filter { names.contains($0.rawValue) }
    step = arguments[Self.stepParameter]
  }

  /// `metrics` with the columns asked for, and `curve`.
  var tables: [TableDeclaration] {
    let names = metrics.map(\.rawValue)
    return [TableDeclaration("metrics", Self.metrics.columns.filter { names.contains($0.name) }), Self.curve]
  }

  /// The tables for a ground truth, [train.count].
  ///
  /// Throws ``EvaluationError`` where nothing is known to be corrupted, or a metric has no meaning.
  func artifact(of valued: ValuedData, corrupted: [Bool]?) throws -> Artifact {
    let detection = try detection(valued, corrupted)
    let numbers = try metrics.map { Table.Values.reals([try number($0, detection)]) }
    return Artifact([tables[0].item(numbers), curve(detection)])
  }

  private func detection(_ valued: ValuedData, _ corrupted: [Bool]?) throws -> Detection {
    guard let corrupted else { throw EvaluationError.corruptionUnknown(task: task, corruption: corruption) }
    guard corrupted.contains(true) else {
      throw EvaluationError.nothingCorrupted(task: task, examples: corrupted.count)
    }
    return Detection(goodness: try valued.goodness(), corrupted: corrupted)
  }

  private func number(_ metric: Metric, _ detection: Detection) throws -> Double {
    switch metric {
    case .recall: return detection.recall(detection.total)
    case .averagePrecision: return detection.averagePrecision
    case .f1: return detection.f1
    case .auc:
      guard let area = detection.areaUnderROC else {
        throw EvaluationError.nothingClean(task: task, metric: metric.rawValue, examples: detection.corrupted.count)
      }
      return area
    }
  }

  /// Recall at each of ``shares``.
  private func curve(_ detection: Detection) -> Artifact.Item {
    let recalls = shares.map { detection.recall(Fraction.count($0, of: detection.order.count)) }
    return Self.curve.item([.reals(shares), .reals(recalls)])
  }

  /// 0, each multiple of the step, and 1.
  private var shares: [Double] {
    let parts = (1 / step).rounded()
    // Where the step divides 1, dividing gives the double nearest to each share; multiplying would not.
    let divides = abs(parts * step - 1) < 1e-9
    let multiples = (0...Int(1 / step)).map { divides ? Double($0) / parts : Double($0) * step }
    return multiples.filter { $0 < 1 - 1e-9 } + [1]
  }
}
