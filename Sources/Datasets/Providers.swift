import Vocabulary

/// Rows that a synthetic source deals out to a number of providers in turn.
enum Providers {
  static let parameter = Parameter<Int>.integer(
    "providers", 1...1_000_000, unit: "providers",
    help: "Deals the rows out to so many providers in turn: the attribute provider, for players by column.",
    synonyms: ["owners", "clients"]
  ).optional.silent

  static let name = "provider"

  /// The attribute, or none where no number is given.
  static func attributes(_ providers: Int?, rows: Int) -> [ExampleAttribute] {
    providers.map { count in [ExampleAttribute(name, (0..<rows).map { "\($0 % count)" })] } ?? []
  }
}
