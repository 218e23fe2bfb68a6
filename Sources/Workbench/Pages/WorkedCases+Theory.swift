import Evaluation
import Valuation
import Vocabulary

extension WorkedCases {
  private static let nearest = Value.component(ComponentValue(KNNShapley.card, Arguments(["k": .integer(1)])))

  private static let theoryArguments: [String: [String: Value]] = [
    "axioms": ["methods": .list([nearest])],
    "dp_bounds": ["sizes": .list([.integer(2), .integer(4)])],
    "equals_enumeration": ["method": nearest, "players": .list([.integer(1), .integer(2), .integer(3)])],
    "knn_truncation": ["players": .integer(6), "k": .list([.integer(1)]), "draws": .integer(6)],
    "order_preservation": [
      "methods": .list([nearest]), "case": .text("line"), "draws": .integer(20), "validation_points": .integer(1),
    ],
    "utility_approximation": ["players": .list([.integer(1), .integer(2)]), "draws": .integer(5)],
  ]

  /// The verdict on few points, with what was looked at.
  static func theory(_ card: Card) throws -> WorkedCase? {
    guard let given = theoryArguments[card.name] else { return nil }
    let check = Registries.theory(ComponentValue(card, Arguments(given)))
    let result = try check.check(check.caseName == nil ? nil : SmallData.partition, in: SmallData.run)
    let data = check.caseName == nil ? "" : SmallData.setting() + " "
    let parts = [
      ("Claimed", result.statement), ("Checked exactly", result.exactly), ("Checked by sampling", result.sampled),
      ("Smallest counterexample", result.counterexample), ("Verdict", "\(result.verdict.rawValue)."),
    ]
    return WorkedCase(
      "\(data)The check\(told(Arguments(given), of: card))\(nearestWords(given)):",
      remarks: parts.filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1)" })
  }

  /// Names the method a check is given.
  private static func nearestWords(_ given: [String: Value]) -> String {
    given["method"] == nil && given["methods"] == nil ? "" : ", of `knn_shapley` with `k: 1`"
  }
}
