import Compute
import Datasets
import Plot
import Valuation
import Vocabulary

extension WorkedCases {
  /// Budgets that a game of three players and data of five examples deserve.
  private static let methodArguments: [String: [String: Value]] = [
    "semivalue": ["weights": .text("banzhaf")],
    "permutation_shapley": ["permutations": .integer(10)],
    "antithetic_shapley": ["permutations": .integer(10)],
    "tmc_shapley": ["permutations": .integer(10)],
    "beta_shapley": ["permutations": .integer(10), "alpha": .real(4), "beta": .real(1)],
    "stratified_shapley": ["fits": .integer(60)],
    "complementary_shapley": ["fits": .integer(60)],
    "delta_shapley": ["fits": .integer(60)],
    "owen_shapley": ["fits": .integer(60), "nodes": .integer(2)],
    "owen_value": ["permutations": .integer(10), "groups": .list([.text("a"), .text("b"), .text("b")])],
    "kernel_shapley": ["fits": .integer(6)],
    "group_testing_shapley": ["fits": .integer(60)],
    "data_banzhaf": ["fits": .integer(60)],
    "influence_subsample": ["fits": .integer(60)],
    "ame": ["fits": .integer(60), "penalty": .text("none")],
    "least_core": ["fits": .integer(6)],
    "knn_shapley": ["k": .integer(2)],
    "knn_loo": ["k": .integer(2)],
    "g_shapley": ["permutations": .integer(10), "score": .text("negative_log_loss")],
    "data_oob": ["bootstraps": .integer(50), "model": .component(SmallData.neighbour)],
    "cs_shapley": ["permutations": .integer(10), "model": .component(SmallData.neighbour)],
    "el2n": ["trainings": .integer(3), "after": .integer(3)],
    "grand": ["trainings": .integer(3), "after": .integer(3)],
  ]

  static func method(_ card: Card) throws -> WorkedCase? {
    switch card.name {
    case "chg_shapley": gradients("Three examples whose gradients, times their losses, are")
    case "gradient_shapley": gradients("Three examples whose gradients are")
    case "hardness_shapley": losses
    default:
      card.playsGames ? try gloves(card) : try data(card)
    }
  }

  // MARK: On a game

  /// The glove game of one left and two right gloves.
  private static func gloves(_ card: Card) throws -> WorkedCase {
    let arguments = arguments(card, methodArguments)
    guard let method = Registries.method(ComponentValue(card, arguments)) as? any GameMethod else {
      preconditionFailure("'\(card.name)' plays games and is no game method")
    }
    let exact = RationalGame(players: 3) { mask in mask & 1 == 1 && mask > 1 ? 1 : 0 }
    let values = try method.values(of: exact.rounded, in: SmallData.run)
    let truth = method.semivalue.map { RationalSemivalue($0, players: 3).values(of: exact) }
    // What is exact has no error to be shown beside.
    let isExact = truth.map { ExactText.agree(values.values, $0) } ?? false
    let errors = isExact ? nil : values.standardErrors?.map { NumberText.fixed($0, decimals: 3) }
    let known = isExact ? nil : truth?.map { ExactText.of($0) }
    let texts = ExactText.of(values.values, exactly: truth)
    let rows = (0..<3).map { player in
      ["\(player + 1)", player == 0 ? "left" : "right", texts[player]]
        + [errors?[player], known?[player]].compactMap { $0 }
    }
    let sum = isExact ? truth.map { ExactText.of($0.reduce(0, +)) } : nil
    return WorkedCase(
      "The glove game, in which a left and a right glove together are worth 1, for three "
        + "players\(told(arguments, of: card)):",
      columns: ["player", "glove", "value"] + (errors == nil ? [] : ["standard error"])
        + (known == nil ? [] : ["exactly"]),
      rows: rows,
      remarks: [
        "The values sum to \(sum ?? ExactText.of(values.values.reduce(0, +))); everyone together is worth 1."
      ])
  }

  // MARK: On data

  private static func data(_ card: Card) throws -> WorkedCase {
    let arguments = arguments(card, methodArguments, ["model": .component(SmallData.softmax)])
    let values = try Registries.method(ComponentValue(card, arguments)).values(of: SmallData.problem, in: SmallData.run)
    let texts = ExactText.of(values.values, exactly: exactNeighbours(card.name))
    return WorkedCase(
      "\(SmallData.setting())\(model(arguments)) The values\(told(arguments, of: card)):",
      columns: SmallData.columns + ["value"],
      rows: texts.indices.map { SmallData.row($0) + [texts[$0]] })
  }

  /// A sentence on the model, where there is one.
  static func model(_ arguments: Arguments) -> String {
    guard case .component(let model)? = arguments.values["model"] else { return "" }
    return " The model is `\(model.name)`."
  }

  private static func exactNeighbours(_ name: String) -> [Rational]? {
    switch name {
    case "knn_shapley": SmallData.averaged(\.shapleyValues, neighbours: 2)
    case "knn_loo": SmallData.averaged(\.leaveOneOutValues, neighbours: 2)
    default: nil
    }
  }

  // MARK: On gradients and losses

  private static func gradients(_ opening: String) -> WorkedCase {
    let vectors: [[Rational]] = [[2, 0], [1, 1], [0, 3]]
    let game = RationalGradients(vectors: vectors)
    let target = game.target.map { ExactText.of($0) }.joined(separator: ", ")
    let values = game.valuesAboutMean
    let rows = vectors.indices.map { example in
      let distance = zip(vectors[example], game.target).reduce(Rational(0)) { sum, pair in
        sum + (pair.0 - pair.1) * (pair.0 - pair.1)
      }
      return [
        "\(example + 1)", "(\(vectors[example].map { ExactText.of($0) }.joined(separator: ", ")))",
        ExactText.of(distance),
        ExactText.of(values[example]),
      ]
    }
    return WorkedCase(
      "\(opening) known, with the mean (\(target)):",
      columns: ["example", "gradient", "squared distance to the mean", "value"], rows: rows,
      remarks: [
        "The values sum to \(ExactText.of(values.reduce(0, +))), the squared length of the mean; the nearest to it is worth most."
      ])
  }

  private static var losses: WorkedCase {
    let game = RationalLosses([2, 1, Rational(1, over: 2)])
    return WorkedCase(
      "Three examples whose losses are known:", columns: ["example", "loss", "value"],
      rows: game.losses.indices.map {
        ["\($0 + 1)", ExactText.of(game.losses[$0]), ExactText.of(game.values[$0])]
      },
      remarks: [
        "The values sum to \(ExactText.of(game.values.reduce(0, +))), the mean loss; the largest loss is worth most."
      ])
  }
}
