public import Compute
public import Vocabulary

/// What the model loses without an example: v(N) − v(N ∖ i), one fit each.
public struct LeaveOneOut: GameMethod {
  public static let card = Card(
    "loo", .method, revision: 2,
    "Values an example by what the model loses when it is retrained without it.",
    citation: "R. D. Cook, Detection of influential observation in linear regression, Technometrics 19(1), 1977",
    formula: #"\phi_i = v(N) - v(N \setminus \{i\})"#,
    symbols: [
      .value,
      .everyone,
      .utility,
    ],
    caution:
      "Zero does not mean worthless: of two equal examples each adds nothing while the other is there. Values do "
      + "not sum to v(N) − v(∅), and with a model that is trained at random a single difference may be noise.",
    complexity: "n + 1 evaluations of v, each one model fit",
    parameters: GameSettings.parameters,
    synonyms: ["leave_one_out", "loo_model", "jackknife"],
    direction: .higherIsBetter,
    axioms: [.symmetry, .nullPlayer, .linearity, .monotonicity],
    estimation: .exact)

  public let settings: GameSettings

  public init(_ arguments: Arguments) { settings = GameSettings(arguments) }

  public var semivalue: Semivalue? { .leaveOneOut }

  public func evaluations(players: Int) -> Int { players + 1 }

  public func values(of game: any Game, in run: Run) throws -> DataValues {
    let full = try game.fullUtility(in: run)
    let without = try Self.utilitiesWithoutOne(game, in: run)
    // Without its only player a game of one has nobody left, and v(∅) needs no fit.
    let fits = game.players == 1 ? 1 : game.players + 1
    return DataValues(
      values: without.map { full - $0 }, modelFits: fits,
      facts: [.init("full_utility", full), .init("empty_utility", game.emptyUtility)])
  }

  /// v(N ∖ i) of every player, asked in small batches so that the run can be watched and stopped.
  package static func utilitiesWithoutOne(_ game: any Game, in run: Run) throws -> [Double] {
    var utilities: [Double] = []
    let batch = 16 * run.threads
    while utilities.count < game.players {
      let players = utilities.count..<min(utilities.count + batch, game.players)
      let coalitions = players.map { player in
        var coalition = Coalition.everyone(of: game.players)
        coalition.remove(player)
        return coalition
      }
      utilities += try game.utilities(of: coalitions, in: run)
      run.progress(utilities.count, of: game.players)
    }
    return utilities
  }
}
