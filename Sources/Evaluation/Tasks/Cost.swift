public import Compute
import Datasets
import Valuation
public import Vocabulary

/// How many models a method fits and how many distances it computes, by number of training points.
///
/// The method runs again with all its settings on the first points of a shuffled training part, so smaller parts lie
/// within larger ones. The counts of the whole part are those of the values already known.
public struct Cost: UnitTask {
  static let trainSizesParameter = Parameter<[Int]>.integers(
    "train_sizes", 1...1_000_000_000, count: 0...1000, default: [], unit: "points",
    help: "Numbers of training points, none above that of the training part, whose cost is always told.")

  static let metrics = TableDeclaration(
    "metrics",
    [
      ColumnDeclaration("model_fits", unit: "fits", label: "models fitted", higherIsBetter: false),
      ColumnDeclaration(
        "distance_evaluations", unit: "distances", label: "distances computed", higherIsBetter: false),
    ])
  static let curve = TableDeclaration(
    "curve",
    [ColumnDeclaration("train_size", unit: "points", label: "training points", isDimension: true)] + metrics.columns)

  public static let card = Card(
    "cost", .task, revision: 1,
    "Counts the models a method fits and the distances it computes: for the whole training part (metrics), and for the "
      + "first points of a shuffled training part, on which the method runs again with all its settings (curve).",
    caution:
      "Counts are not seconds: they are the same on every machine and at any number of threads. What earlier runs "
      + "know is counted as if it were computed.",
    complexity: "one run of the method for each size", parameters: [trainSizesParameter],
    synonyms: ["runtime", "scaling", "complexity"], tables: [metrics, curve],
    dataNeed: .given(trainSizesParameter.declaration.name))

  public static let runsMethod = true

  /// Ascending, each once.
  private let sizes: [Int]

  public init(_ arguments: Arguments) { sizes = Set(arguments[Self.trainSizesParameter]).sorted() }

  public var units: Int { sizes.count }

  public func unitIdentity(_ index: Int) -> Arguments { Arguments(["train_size": .integer(sizes[index])]) }

  /// Throws ``EvaluationError/trainSize(_:available:)`` and what the method throws.
  public func unit(_ index: Int, of valued: ValuedData, in run: Run) throws -> Artifact {
    let (size, train) = (sizes[index], valued.partition.train)
    guard size <= train.count else { throw EvaluationError.trainSize(size, available: train.count) }
    let values =
      size == train.count
      ? valued.values
      : try valued.method.values(
        of: valued.problem(of: Array(run.seeds.branch("cost").permutation(train.count)[..<size])),
        in: run.with(seeds: run.seeds.branch("values")))
    return Artifact([Self.curve.item(Self.counts(values, [size]))])
  }

  public func combine(_ units: [Artifact], for valued: ValuedData, in run: Run) throws -> Artifact {
    let size = valued.values.values.count
    let known = sizes.last == size ? [] : [Self.curve.table(Self.counts(valued.values, [size]))]
    let table = Table(stacking: units.compactMap { $0.table(Self.curve.name) } + known)
    return Artifact([Self.metrics.item(Self.counts(valued.values)), Artifact.Item(Self.curve.name, .table(table))])
  }

  /// Columns of one row, behind those given.
  private static func counts(_ values: DataValues, _ size: [Int] = []) -> [Table.Values] {
    (size + [values.modelFits, values.distanceEvaluations]).map { .integers([$0]) }
  }
}
