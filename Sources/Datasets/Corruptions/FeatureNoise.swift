public import Compute
public import Vocabulary

/// Adds independent normal draws to every feature of exactly ⌊rate · n⌋ rows.
///
/// By default a draw is in units of its feature's standard deviation over the training part (divisor n, before the noise),
/// so a feature that is constant there stays as it is. Nothing is cut off: a noisy pixel may leave its range. Labels stay,
/// and so does what is known of them: noisy rows are kept apart from wrong labels.
public struct FeatureNoise: Corruption {
  static let rate = Parameter.real(
    "rate", .unit, unit: "share of rows", help: "How many rows of each part in scope are noisy; rounded down.",
    synonyms: ["fraction", "noise_rate", "p"])
  static let deviation = Parameter.real(
    "deviation", .positive, default: 1, help: "Standard deviation of the draws, in `units`.",
    synonyms: ["sigma", "sd", "std"])
  static let units = Parameter<NormalNoise.Units>.choice(
    "units", default: .own,
    help: "What a deviation of 1 means: each feature's own standard deviation over the training part, 0 for a constant "
      + "feature, or 1 in the units of the feature.")
  static let stage = Parameter<NormalNoise.Stage>.choice(
    "stage", default: .beforeEmbedding,
    help: "Whether the draws are added to the features of the source or to those that the embedding makes of them.")
  static let scope = Parameter<CorruptionScope>.choice(
    "scope", default: .train, help: "The parts whose features are changed; test features never are.",
    synonyms: ["parts"])

  public static let card = Card(
    "feature_noise", .corruption, revision: 1,
    "Adds independent normal draws to all features of a fixed share of rows, and keeps which.",
    citation: "K. F. Jiang et al., OpenDataVal: a Unified Benchmark for Data Valuation, NeurIPS 2023",
    formula: #"\tilde x_{ij} = x_{ij} + \sigma s_j z_{ij},\quad z_{ij} \sim \mathcal N(0, 1),\ "#
      + #"\text{on } \lfloor \rho n \rfloor \text{ rows}"#,
    symbols: [
      .init(#"x_{ij}, \tilde x_{ij}"#, "feature j of row i before and after"),
      .init(#"\sigma"#, "the deviation"),
      .init("s_j", "the standard deviation of the feature over the training part, or 1"),
      .init("z_{ij}", "a normal draw"),
      .init(#"\rho"#, "the rate"),
      .init("n", "the number of rows"),
    ],
    caution: "The rate is exact and no chance: ⌊ρn⌋ rows get noise. A feature that is constant over the training part "
      + "stays as it is where units are its standard deviation.",
    complexity: "O(n d)", parameters: [rate, deviation, units, stage, scope],
    synonyms: ["gaussian_noise", "gauss_noise", "add_gauss_noise", "noisy_features"])

  let rate: Double
  let deviation: Double
  let units: NormalNoise.Units
  /// Which features the draws are added to.
  public let stage: NormalNoise.Stage
  let scope: CorruptionScope

  public init(_ arguments: Arguments) {
    (rate, deviation, units) = (arguments[Self.rate], arguments[Self.deviation], arguments[Self.units])
    (stage, scope) = (arguments[Self.stage], arguments[Self.scope])
  }

  public func corrupt(_ ledger: Ledger, classes: Int, seeds: SeedStream) throws(DatasetError) -> Ledger {
    var rows = [Bool](repeating: false, count: ledger.count)
    for part in scope.parts {
      for entry in chosen(ledger.entries(of: part), seeds.branch(part.rawValue)) { rows[entry] = true }
    }
    return ledger.adding(
      NormalNoise(
        rows: rows, deviation: deviation, units: units, stage: stage, draws: seeds.branch("feature noise")))
  }

  private func chosen(_ entries: Range<Int>, _ seeds: SeedStream) -> [Int] {
    seeds.branch("noisy rows").choose(Fraction.count(rate, of: entries.count), from: entries.count)
      .map { entries.lowerBound + $0 }
  }
}
