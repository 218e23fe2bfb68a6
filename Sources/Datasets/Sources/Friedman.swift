import Glibc
public import Compute
public import Vocabulary

/// Uniform features of which five make up a smooth target, with normal noise.
///
/// A target is that of the features as they are stored, in single precision.
public struct Friedman: DatasetSource {
  static let count = TwoMoons.count
  static let features = Parameter.integer(
    "features", 5...10_000, default: 10, help: "How many features; those beyond the fifth say nothing.",
    synonyms: ["n_features", "dimensions"])
  static let noise = Parameter.real(
    "noise", .nonNegative, default: 1, unit: "standard deviation",
    help: "Standard deviation of the normal noise added to the targets, whose own is about 4.9.",
    synonyms: ["sigma", "std"])

  public static let card = Card(
    "friedman", .source, revision: 1,
    "Uniform features of which five make up a smooth real target, with normal noise.",
    citation: "J. H. Friedman, Multivariate Adaptive Regression Splines, The Annals of Statistics 19(1), 1991",
    formula: #"y = 10 \sin(\pi x_1 x_2) + 20 (x_3 - \tfrac12)^2 + 10 x_4 + 5 x_5 + \varepsilon,\quad x \sim U(0, 1)^d"#,
    symbols: [
      .init("x_j", "a feature"),
      .init("y", "the target"),
      .init(#"\varepsilon"#, "normal noise"),
      .init("d", "the number of features"),
    ],
    complexity: "O(count · features)", parameters: [count, features, noise],
    synonyms: ["friedman1", "make_friedman1", "friedman_1"])

  let count: Int?
  let features: Int
  let noise: Double

  public init(_ arguments: Arguments) {
    (count, features, noise) = (arguments[Self.count], arguments[Self.features], arguments[Self.noise])
  }

  public var files: [DataFile] { [] }

  public func load(from files: DataFiles, seeds: SeedStream, requested: Int?) throws(DatasetError) -> LoadedData {
    guard let count = count ?? requested, count > 1 else { throw .noSplit(source: Self.card.name) }
    let (draws, noises) = (seeds.branch("feature"), seeds.branch("noise"))
    let matrix = Matrix(
      rows: count, columns: features, (0..<count * features).map { Float(draws.uniform($0)) })
    let targets = (0..<count).map { row in Self.response(of: matrix, row) + noise * noises.normal(row) }
    return LoadedData(
      examples: Examples(features: matrix, targets: targets, rows: Array(0..<count)),
      classNames: ["y"], featureNames: (1...features).map { "x\($0)" })
  }

  /// The target of a row without noise.
  private static func response(of features: Matrix, _ row: Int) -> Double {
    let x = (0..<5).map { Double(features[row, $0]) }
    return 10 * sin(.pi * x[0] * x[1]) + 20 * (x[2] - 0.5) * (x[2] - 0.5) + 10 * x[3] + 5 * x[4]
  }
}
