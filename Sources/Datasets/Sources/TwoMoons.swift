import Glibc
public import Compute
public import Vocabulary

/// Two interleaving half circles in the plane with normal noise, labels in turn.
///
/// The circles are those of scikit-learn's `make_moons`; angles are drawn instead of evenly spaced, so that a row does
/// not depend on how many there are.
public struct TwoMoons: DatasetSource {
  static let count = Parameter.integer(
    "count", 2...10_000_000, unit: "rows", help: "How many rows to make; by default what the split asks for.",
    synonyms: ["n", "n_samples", "size"]
  ).optional
  static let noise = Parameter.real(
    "noise", .nonNegative, default: 0.2, unit: "standard deviation",
    help: "Standard deviation of the normal noise added to both coordinates; the circles have radius 1.",
    synonyms: ["sigma", "std"])

  public static let card = Card(
    "two_moons", .source, revision: 1, "Two interleaving half circles in the plane, one class each, with normal noise.",
    citation: "The shape of make_moons in Pedregosa et al., Scikit-learn, JMLR 12, 2011",
    formula: #"(\cos t, \sin t) \text{ or } (1 - \cos t, \tfrac12 - \sin t),\quad t \sim U(0, \pi)"#,
    symbols: [
      .init("t", "the angle on the half circle")
    ],
    complexity: "O(count)", parameters: [count, noise, Providers.parameter],
    synonyms: ["moons", "make_moons", "half_moons"])

  let count: Int?
  let noise: Double
  let providers: Int?

  public init(_ arguments: Arguments) {
    (count, noise, providers) = (arguments[Self.count], arguments[Self.noise], arguments[Providers.parameter])
  }

  public var files: [DataFile] { [] }

  public var attributes: [String] { providers == nil ? [] : [Providers.name] }

  public func load(from files: DataFiles, seeds: SeedStream, requested: Int?) throws(DatasetError) -> LoadedData {
    guard let count = count ?? requested, count > 1 else { throw .noSplit(source: Self.card.name) }
    let (angles, noises) = (seeds.branch("angle"), seeds.branch("noise"))
    let coordinates = (0..<count).flatMap { row -> [Float] in
      let angle = angles.uniform(row) * .pi
      let (x, y) = row.isMultiple(of: 2) ? (cos(angle), sin(angle)) : (1 - cos(angle), 0.5 - sin(angle))
      return [Float(x + noise * noises.normal(2 * row)), Float(y + noise * noises.normal(2 * row + 1))]
    }
    return LoadedData(
      examples: Examples(
        features: Matrix(rows: count, columns: 2, coordinates), labels: (0..<count).map { $0 % 2 }, classes: 2,
        rows: Array(0..<count)),
      classNames: ["upper", "lower"], featureNames: ["x", "y"],
      attributes: Providers.attributes(providers, rows: count))
  }
}
