public import Compute
public import Vocabulary

/// Replaces the labels of exactly ⌊rate · n⌋ rows, each by one of the other classes with equal probability.
public struct LabelNoise: Corruption {
  static let rate = Parameter.real(
    "rate", .unit, unit: "share of rows", help: "How many rows of each part in scope get another label; rounded down.",
    synonyms: ["fraction", "noise_rate", "p"])
  static let scope = Parameter<CorruptionScope>.choice(
    "scope", default: .train, help: "The parts whose labels are changed; test labels never are.", synonyms: ["parts"])

  public static let card = Card(
    "label_noise", .corruption, revision: 1,
    "Gives a fixed share of rows a wrong label, uniform over the other classes, and keeps the truth.",
    citation: "Angluin and Laird, Learning from Noisy Examples, Machine Learning 2, 1988",
    formula:
      #"\Pr[\tilde y = c \mid y] = \tfrac{1}{C-1},\quad c \neq y,\ \text{on } \lfloor \rho n \rfloor \text{ rows}"#,
    symbols: [
      .init(#"y, \tilde y"#, "the label before and after"),
      .init("C", "the number of classes"),
      .init(#"\rho"#, "the rate"),
      .init("n", "the number of rows"),
    ],
    caution: "The rate is exact and no chance: ⌊ρn⌋ rows get a wrong label, and none of them keeps its own.",
    complexity: "O(n)", parameters: [rate, scope],
    synonyms: ["label_flip", "label_flipping", "noisy_labels", "symmetric_noise"])

  let rate: Double
  let scope: CorruptionScope

  public init(_ arguments: Arguments) { (rate, scope) = (arguments[Self.rate], arguments[Self.scope]) }

  public func corrupt(_ ledger: Ledger, classes: Int, seeds: SeedStream) throws(DatasetError) -> Ledger {
    guard ledger.targets == nil else { throw .needsClasses(by: Self.card.name) }
    return ledger.relabelled(scope.parts.flatMap { changes($0, ledger, classes, seeds.branch($0.rawValue)) })
  }

  private func changes(
    _ part: Part, _ ledger: Ledger, _ classes: Int, _ seeds: SeedStream
  ) -> [(entry: Int, label: Int)] {
    let entries = ledger.entries(of: part)
    let draws = seeds.branch("label")
    return seeds.branch("rows").choose(Fraction.count(rate, of: entries.count), from: entries.count).map { chosen in
      let entry = entries.lowerBound + chosen
      let draw = draws.integer(ledger.rows[entry], below: classes - 1)
      return (entry, draw < ledger.labels[entry] ? draw : draw + 1)
    }
  }
}
