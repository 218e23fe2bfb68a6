public import Vocabulary

extension FormulaSymbol {
  /// What a method gives.
  public static let value = FormulaSymbol(#"\phi_i"#, "the value of player i")
  /// Who has joined before a player.
  public static let before = FormulaSymbol(#"P_i^\pi"#, "the players before player i in permutation π")
  /// What a game pays.
  public static let utility = FormulaSymbol(
    "v(S)", "the utility of a coalition: of data, the score of the model trained on it")
  /// The players.
  public static let everyone = FormulaSymbol("N", "all players")
  /// Some of them.
  public static let coalition = FormulaSymbol("S", "a coalition: a set of players")
  /// What an example pulls at the logits.
  public static let residual = FormulaSymbol(
    "p_i - e_{y_i}", "predicted probabilities of example i, less 1 at its label")
  /// What the last layer is given.
  public static let features = FormulaSymbol("h_i", "what the last layer sees of example i")
  /// How many examples are valued.
  public static let examples = FormulaSymbol("n", "the number of examples")
}
