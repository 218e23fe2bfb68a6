public import Compute
public import Vocabulary

/// Classes that are normal clouds of equal spread around random centres, labels in turn.
public struct GaussianBlobs: DatasetSource {
  static let count = TwoMoons.count
  static let classes = Parameter.integer(
    "classes", 2...1000, default: 3, help: "How many clouds, one class each.", synonyms: ["centers", "clusters"])
  static let features = Parameter.integer(
    "features", 1...10_000, default: 2, help: "How many features.", synonyms: ["n_features", "dimensions"])
  static let spread = Parameter.real(
    "spread", .nonNegative, default: 1, unit: "standard deviation",
    help: "Standard deviation of a cloud in every direction.", synonyms: ["cluster_std", "sigma", "std"])
  static let separation = Parameter.real(
    "separation", .positive, default: 4, help: "Distance between the two closest centres.", synonyms: ["distance"])

  public static let card = Card(
    "gaussian_blobs", .source, revision: 1,
    "Normal clouds of equal spread around random centres, one class each.",
    citation: "After make_blobs in Pedregosa et al., Scikit-learn, JMLR 12, 2011",
    formula: #"x \mid y = c \sim N(\mu_c, \sigma^2 I),\quad \min_{c \ne c'} \lVert \mu_c - \mu_{c'} \rVert = s"#,
    symbols: [
      .init("x", "the features"),
      .init("y", "the class"),
      .init(#"\mu_c"#, "the centre of class c"),
      .init(#"\sigma"#, "the spread"),
      .init("s", "the separation"),
    ],
    complexity: "O(count · features)", parameters: [count, classes, features, spread, separation, Providers.parameter],
    synonyms: ["blobs", "make_blobs", "gaussians", "gaussian_mixture"])

  let count: Int?
  let classes: Int
  let features: Int
  let spread: Double
  let separation: Double
  let providers: Int?

  public init(_ arguments: Arguments) {
    (count, classes, features) = (arguments[Self.count], arguments[Self.classes], arguments[Self.features])
    providers = arguments[Providers.parameter]
    (spread, separation) = (arguments[Self.spread], arguments[Self.separation])
  }

  public var files: [DataFile] { [] }

  public var attributes: [String] { providers == nil ? [] : [Providers.name] }

  public func load(from files: DataFiles, seeds: SeedStream, requested: Int?) throws(DatasetError) -> LoadedData {
    guard let count = count ?? requested, count > 1 else { throw .noSplit(source: Self.card.name) }
    guard count >= classes else {
      throw .arguments(source: Self.card.name, reason: "\(count) rows cannot hold \(classes) classes")
    }
    let centres = centres(seeds.branch("centre"))
    let noises = seeds.branch("noise")
    let elements = (0..<count * features).map { index in
      let (row, feature) = (index / features, index % features)
      return Float(centres[row % classes * features + feature] + spread * noises.normal(index))
    }
    return LoadedData(
      examples: Examples(
        features: Matrix(rows: count, columns: features, elements), labels: (0..<count).map { $0 % classes },
        classes: classes, rows: Array(0..<count)),
      classNames: (0..<classes).map { "\($0)" }, featureNames: (0..<features).map { "x\($0)" },
      attributes: Providers.attributes(providers, rows: count))
  }

  /// Normal draws, scaled so that the closest two are `separation` apart, [classes, features].
  func centres(_ seeds: SeedStream) -> [Double] {
    let draws = (0..<classes * features).map { seeds.normal($0) }
    var closest = Double.infinity
    for first in 0..<classes {
      for second in 0..<first {
        let square = (0..<features).reduce(0.0) { sum, feature in
          let difference = draws[first * features + feature] - draws[second * features + feature]
          return sum + difference * difference
        }
        closest = min(closest, square)
      }
    }
    // Two of at most 1000 draws of 52 bits coincide with a probability below 1e-9, even on a line.
    precondition(closest > 0, "two centres coincide")
    return draws.map { $0 * separation / closest.squareRoot() }
  }
}
