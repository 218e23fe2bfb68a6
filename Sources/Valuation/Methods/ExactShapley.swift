public import Compute
public import Vocabulary

/// The Shapley value itself, by asking for the utility of every coalition.
public struct ExactShapley: GameMethod {
  public static let card = Card(
    "exact_shapley", .method, revision: 1,
    "Computes the Shapley value from all coalitions of at most twenty players.",
    citation: "L. S. Shapley, A value for n-person games, Contributions to the Theory of Games II, 1953",
    formula: #"\phi_i = \sum_{S \subseteq N \setminus \{i\}} \frac{|S|!\,(n - |S| - 1)!}{n!}"#
      + #"\bigl[v(S \cup \{i\}) - v(S)\bigr]"#,
    symbols: [
      .value,
      .everyone,
      .init("n", "the number of players"),
      .coalition,
      .utility,
    ],
    caution:
      "It is exact for the game that is played, not for the question behind it: another model, score or validation "
      + "part is another game with other values. A negative value need not mean a wrong label.",
    complexity: "2ⁿ − 1 evaluations of v, each one model fit; refused beyond 20 players",
    parameters: GameSettings.parameters,
    synonyms: ["enumerated_shapley", "brute_force_shapley", "combinatorial_exact_shapley"],
    direction: .higherIsBetter,
    axioms: Set(Axiom.allCases), estimation: .exact)

  public let settings: GameSettings

  public init(_ arguments: Arguments) { settings = GameSettings(arguments) }

  public var semivalue: Semivalue? { .shapley }

  public func evaluations(players: Int) -> Int { Enumeration.evaluations(players: players) }

  public func values(of game: any Game, in run: Run) throws -> DataValues {
    let table = try Enumeration.table(of: game, for: Self.card.name, in: run)
    let enumeration = Enumeration(ExactSemivalue(.shapley, players: game.players), of: table)
    let residual = enumeration.values.reduce(0, +) - enumeration.surplus
    return enumeration.dataValues(facts: [.init("efficiency_residual", residual)])
  }
}
