public import Compute
public import Vocabulary

/// Left and right gloves, of which only pairs are worth something.
public struct Gloves: ToyGame {
  static let left = Parameter.integer("left", 0...10_000, help: "How many players hold a left glove; they come first.")
  static let right = Parameter.integer("right", 0...10_000, help: "How many players hold a right glove.")

  public static let card = Card(
    "gloves", .game, revision: 1,
    "Some players hold a left glove, the others a right one, and a pair is worth 1; the scarcer side gets more.",
    citation: "L. S. Shapley and M. Shubik, Pure competition, coalitional power, and fair division, "
      + "International Economic Review 10(3), 1969",
    formula: #"v(S) = \min(|S \cap L|, |S \cap R|)"#,
    symbols: [
      .coalition,
      .init("L, R", "the players with a left and with a right glove"),
    ],
    caution:
      "It values scarcity, not gloves. The core gives all to the scarcer side, the Shapley value leaves some to the "
      + "other.", parameters: [left, right], synonyms: ["glove", "glove_game"])

  private let left: Int
  private let right: Int
  public init(_ arguments: Arguments) { (left, right) = (arguments[Self.left], arguments[Self.right]) }

  public func game(seeds: SeedStream) throws(ValuationError) -> any Game {
    guard left + right > 0 else { throw impossible("it has no players: give left or right a glove") }
    return GloveGame(left: left, right: right)
  }
}
