public import Compute
public import Datasets
public import Vocabulary

/// Coordinates along the principal axes of the centred training part, largest variance first.
///
/// Computed in double precision. The entry of an axis with the largest magnitude is positive, the first of equals. A
/// direction in which the training part does not vary has no axis and gives coordinate 0.
public struct PCA: Embedding {
  enum Part: String, CaseIterable { case train }

  static let componentsParameter = Parameter<Int>.integer(
    "components", 1...1_000_000, unit: "dimensions", help: "Number of principal axes kept.",
    synonyms: ["n_components", "dimensions", "dim"])
  static let fitOnParameter = Parameter<Part>.choice(
    "fit_on", default: .train, help: "The part whose mean and axes are used for all parts.")

  public static let card = Card(
    "pca", .embedding, revision: 1,
    "Replaces the features by their coordinates along the principal axes of the training part.",
    citation:
      "K. Pearson, On lines and planes of closest fit to systems of points in space, Philosophical Magazine 1901",
    formula: #"x \mapsto V_k^\top (x - \mu)"#,
    symbols: [
      .init("V_k", "the k principal axes of the training part"),
      .init(#"\mu"#, "its mean"),
    ],
    caution: "The axes of largest spread need not be those that tell classes apart, and labels are not asked.",
    complexity: "O(n · d · min(n, d) + min(n, d)³)",
    parameters: [componentsParameter, fitOnParameter],
    synonyms: ["principal_components", "principal_component_analysis"])
  public static let isCheap = false

  public let components: Int

  public init(_ arguments: Arguments) { components = arguments[Self.componentsParameter] }

  /// Throws ``LearningError`` for more components than examples or features, or a feature that is no number.
  public func embed(_ partition: Partition, in run: Run) throws -> Partition {
    let features = partition.train.features
    guard components <= min(features.rows, features.columns) else {
      throw LearningError.tooManyComponents(asked: components, examples: features.rows, features: features.columns)
    }
    try partition.train.requireFiniteFeatures()
    let axes = try PrincipalAxes(of: features, count: components, in: run)
    return try partition.mappingFeatures { try axes.coordinates(of: $0.features, in: run) }
  }
}
