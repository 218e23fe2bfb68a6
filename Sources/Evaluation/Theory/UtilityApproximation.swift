public import Compute
public import Datasets
import Valuation
public import Vocabulary

/// How wrong values can be when the utility is known up to ε: twice as wrong, and hardly less.
public struct UtilityApproximation: TheoryCheck {
  static let playersParameter = Parameter<[Int]>.integers(
    "players", 1...8, count: 1...8, default: [1, 2, 3, 4, 5, 6], unit: "points",
    help: "Numbers of training points; all their coalitions are enumerated.")
  static let drawsParameter = Parameter<Int>.integer(
    "draws", 1...10_000, default: 50, unit: "games",
    help: "Random games with random errors for each semivalue and number of points.")

  public static let card = Card(
    "utility_approximation", .theory, revision: 3,
    "Checks that utilities wrong by at most epsilon make values wrong by at most twice that, and finds the best constants.",
    citation: "H. Sun et al., Fast-DataShapley: Neural modeling for training data valuation, 2025, Theorem 1; "
      + "P. Dubey, A. Neyman and R. J. Weber, Value theory without efficiency, Mathematics of Operations Research, 1981",
    formula: #"\max_S |v_a(S) - v(S)| \le \epsilon \Rightarrow |\phi_i(v_a) - \phi_i(v)| \le 2\epsilon"#,
    symbols: [
      .init("v, v_a", "a utility, and one that approximates it"),
      .coalition,
      .init(#"\epsilon"#, "the largest error of the approximation"),
      .init(#"\phi_i"#, "the value of player i"),
    ],
    caution:
      "The bound is for single values, not for the ranking: players whose values lie within 2ε of one another may "
      + "change places. It needs the largest error over all coalitions, not a mean one.",
    assumptions:
      "The surrogate is wrong by at most ε on every coalition, the empty and the full one included; the value is a "
      + "semivalue, whose weights are not negative and sum to 1.",
    complexity: "no model fit; O(n 2ⁿ) for each game",
    parameters: [playersParameter, drawsParameter],
    synonyms: ["approximate_utility", "surrogate_utility", "two_epsilon"],
    tables: declaredTables)

  let players: [Int]
  let draws: Int

  public init(_ arguments: Arguments) {
    players = Set(arguments[Self.playersParameter]).sorted()
    draws = arguments[Self.drawsParameter]
  }

  /// The semivalues that the workbench offers, by name.
  static let semivalues: [(name: String, semivalue: Semivalue)] = [
    ("Shapley", .shapley), ("Banzhaf", .banzhaf), ("leave-one-out", .leaveOneOut),
    ("Beta(4, 1)", .beta(alpha: 4, beta: 1)), ("Beta(16, 1)", .beta(alpha: 16, beta: 1)),
    ("Beta(1, 4)", .beta(alpha: 1, beta: 4)), ("Beta(1, 16)", .beta(alpha: 1, beta: 16)),
  ]
  /// The error of the exact games.
  static let epsilon = Rational(1, over: 10)
  /// The most coalitions for which all signs of errors are tried.
  static let signLimit = 8

  /// What was found for one semivalue, one number of players and what is known.
  struct Row: Sendable {
    let name: String
    let constant: ApproximationConstant
    /// The change by the extremal errors, in multiples of ε.
    let attained: Rational
    /// The largest change over all signs of errors, in multiples of ε; `nil` where they are too many.
    let largestOfSigns: Rational?
    /// The largest change over random games, in multiples of ε.
    let largestRandom: Double
    let signs: Int
    let random: Int
    /// Whether the errors left the bound in any way.
    var holds: Bool {
      constant.greatest == constant.claimed && attained == constant.claimed && constant.claimed <= 2
        && largestOfSigns ?? attained == attained
        // Sums of a few hundred doubles, divided by an error of a tenth.
        && largestRandom <= constant.claimed.double + 1e-11
    }
  }

  public func check(_ partition: Partition?, in run: Run) throws -> TheoryResult {
    var rows: [Row] = []
    for (name, semivalue) in Self.semivalues {
      for count in players {
        try run.checkInterruption()
        for known in ApproximationConstant.Known.allCases { rows.append(row(name, semivalue, count, known, run.seeds)) }
      }
    }
    return result(rows)
  }

  private func row(
    _ name: String, _ semivalue: Semivalue, _ players: Int, _ known: ApproximationConstant.Known, _ seeds: SeedStream
  ) -> Row {
    let constant = ApproximationConstant(weights: RationalSemivalue(semivalue, players: players), known: known)
    let stream = seeds.branch("utilities").branch(players)
    let game = RationalGame(players: players) { Rational(stream.integer($0, below: 21) - 10, over: 7) }
    let masks = constant.errorMasks
    let isSmall = masks.count <= Self.signLimit
    return Row(
      name: name, constant: constant, attained: change(constant, game, by: constant.extremalErrors),
      largestOfSigns: isSmall ? largestOfSigns(constant, game, masks) : nil,
      largestRandom: largestRandom(semivalue, constant, stream.branch(known.rawValue)),
      signs: isSmall ? 1 << masks.count : 0, random: draws)
  }

  /// |φ₁(v + ε e) − φ₁(v)| / ε in fractions, both sides by enumeration.
  private func change(_ constant: ApproximationConstant, _ game: RationalGame, by errors: [Rational]) -> Rational {
    let moved = RationalGame(players: game.players, table: zip(game.table, errors).map { $0 + Self.epsilon * $1 })
    let (before, after) = (constant.weights.values(of: game)[0], constant.weights.values(of: moved)[0])
    return (after - before).magnitude / Self.epsilon
  }

  /// Values are linear in the errors, so no error within ε does worse than the worst choice of signs.
  private func largestOfSigns(
    _ constant: ApproximationConstant, _ game: RationalGame, _ masks: [Int]
  ) -> Rational {
    (0..<1 << masks.count).reduce(0) { largest, signs in
      var errors = [Rational](repeating: 0, count: game.table.count)
      for (place, mask) in masks.enumerated() { errors[mask] = signs >> place & 1 == 1 ? 1 : -1 }
      return max(largest, change(constant, game, by: errors))
    }
  }

  /// Random utilities and errors by the workbench's double-precision enumeration; the largest change of any player.
  private func largestRandom(
    _ semivalue: Semivalue, _ constant: ApproximationConstant, _ stream: SeedStream
  ) -> Double {
    let value = ExactSemivalue(semivalue, players: constant.players)
    let free = Set(constant.errorMasks)
    return (0..<draws).reduce(0) { largest, draw in
      let (utilities, errors) = (stream.branch(draw).branch("v"), stream.branch(draw).branch("error"))
      let table = (0..<1 << constant.players).map { utilities.normal($0) }
      let moved = table.indices.map { free.contains($0) ? table[$0] + 0.2 * errors.uniform($0) - 0.1 : table[$0] }
      let (before, after) = (
        value.values(of: EnumeratedGame(players: constant.players, table: table)),
        value.values(of: EnumeratedGame(players: constant.players, table: moved))
      )
      return zip(before, after).reduce(largest) { max($0, abs($1.0 - $1.1) / 0.1) }
    }
  }
}
