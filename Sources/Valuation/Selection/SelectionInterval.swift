import Vocabulary

/// How often a strategy chooses anew.
enum SelectionInterval {
  static let parameter = Parameter<Int>.integer(
    "every", 1...1_000_000, default: 20, unit: "epochs", help: "Epochs after which the examples are chosen anew.",
    synonyms: ["interval", "select_every", "r"])
}
