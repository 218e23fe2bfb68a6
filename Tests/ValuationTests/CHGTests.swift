import Compute
import Datasets
import Learning
import Testing
import Valuation
import Vocabulary

@Suite struct CHGTests {
  private let square: [[Double]] = [[1, 0], [0, 2], [2, 1], [-1, 1]]

  @Test func `hand-computed fractions come out of all forms`() throws {
    let cases: [(game: CHGGame, values: [Double])] = [
      (CHGGame(vectors: square), [199.0 / 432, 199.0 / 432, 71.0 / 432, 71.0 / 432]),
      (CHGGame(vectors: square, target: [1, 1]), [385.0 / 432, 121.0 / 432, 521.0 / 432, -271.0 / 432]),
      (CHGGame(vectors: Array(square[..<2])), [5.0 / 8, 5.0 / 8]),
      (CHGGame(vectors: Array(square[..<1])), [1]),
    ]
    for (game, values) in cases {
      let exact = try ExactSemivalue(.shapley, players: game.players).values(of: game, in: testRun())
      #expect(largestDifference(exact, values) < 1e-14)
      #expect(largestDifference(CHGValues.values(of: game), values) < 1e-14)
    }
  }

  @Test(arguments: 1...9) func `Theorem 1 is the enumeration for any target`(players: Int) throws {
    let vectors = RandomData.vectors(players, dimension: 3, seed: UInt64(players))
    for game in [CHGGame(vectors: vectors), CHGGame(vectors: vectors, target: [1, -2, 0.5])] {
      let exact = try ExactSemivalue(.shapley, players: players).values(of: game, in: testRun())
      // The exact truth to 1e-10 at worst: closed form and enumeration differ by rounding of 512 terms.
      #expect(largestDifference(CHGValues.values(of: game), exact) < 1e-12)
    }
  }

  @Test(arguments: 1...9) func `distances to the mean are enough when the target is the mean`(players: Int) throws {
    let game = CHGGame(vectors: RandomData.vectors(players, dimension: 4, seed: UInt64(20 + players)))
    let exact = try ExactSemivalue(.shapley, players: players).values(of: game, in: testRun())
    let distances = game.vectors.map { zip($0, game.target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
    let compact = CHGValues.aboutMean(
      squaredDistances: distances, squaredMean: game.target.reduce(0) { $0 + $1 * $1 })
    #expect(largestDifference(compact, exact) < 1e-12)
  }

  @Test func `the weight of the distance starts at the known fractions and nears pi squared over six`() {
    let known = [0, 3.0 / 4, 3.0 / 8, 8.0 / 27, 425.0 / 1728]
    #expect(largestDifference((1...5).map(CHGValues.distanceWeight), known) < 1e-15)
    // n A_n is known to four digits at n = 1000, and rises to π²/6 like ln(n)/n.
    #expect(abs(1000 * CHGValues.distanceWeight(1000) - 1.634) < 1e-3)
    #expect(abs(1e6 * CHGValues.distanceWeight(1_000_000) - Double.pi * .pi / 6) < 1e-4)
  }

  @Test(arguments: 1...9) func `hardness is the enumeration of the mean loss`(players: Int) throws {
    let losses = RandomData.reals(players, seed: UInt64(40 + players)).map(abs)
    let exact = try ExactSemivalue(.shapley, players: players).values(of: MeanLossGame(losses: losses), in: testRun())
    #expect(largestDifference(CHGValues.ofMeanLoss(losses), exact) < 1e-12)
  }

  @Test func `hardness of three losses is three fractions`() {
    #expect(largestDifference(CHGValues.ofMeanLoss([0.1, 0.5, 2]), [-103.0 / 360, 1.0 / 72, 41.0 / 36]) < 1e-15)
  }

  @Test(arguments: ["chg_shapley", "gradient_shapley", "hardness_shapley"], [false, true])
  func `one training gives the mean of its epochs' exact values`(name: String, perClass: Bool) throws {
    let problem = RandomData.reals(train: 9, validation: 4, features: 3, seed: 77)
    let values = try epochMethod(name, perClass: perClass).values(of: problem, in: testRun())
    let games = try EpochGames(of: problem, name: name, perClass: perClass)
    // Gradients are products in single precision: relative errors of 6e-8 in numbers of size 1, a few dozen of them.
    #expect(largestDifference(values.values, try games.exactValues()) < 1e-5)
    #expect(values.modelFits == 1 && values.distanceEvaluations == 0)
  }

  @Test(arguments: [false, true]) func `values of a training sum to the utility of everyone`(perClass: Bool) throws {
    let problem = RandomData.reals(train: 700, validation: 4, features: 12, seed: 78)
    for name in ["chg_shapley", "gradient_shapley", "hardness_shapley"] {
      let values = try epochMethod(name, perClass: perClass).values(of: problem, in: testRun())
      let full = try #require(values.facts.first { $0.name == "full_utility" }).value
      // Scalars are double: only rounding of 700 additions remains.
      #expect(abs(values.values.reduce(0, +) - full) < 1e-9, "\(name)")
      let games = try EpochGames(of: problem, name: name, perClass: perClass)
      // The mean gradient itself is summed in single precision within blocks of 256 rows.
      #expect(abs(full - games.fullUtility) < 1e-5 * abs(games.fullUtility), "\(name)")
    }
  }

  @Test func `factored gradients are the gradients written out`() throws {
    let problem = RandomData.reals(train: 600, validation: 4, features: 20, seed: 79)
    let games = try EpochGames(of: problem, name: "chg_shapley", perClass: false)
    let plain = games.meanClosedForm()
    let values = try epochMethod("chg_shapley").values(of: problem, in: testRun()).values
    let spread = (plain.max() ?? 0) - (plain.min() ?? 0)
    // Single-precision products against double ones, relative to the spread that makes the ranking.
    #expect(largestDifference(values, plain) < 1e-5 * spread)
  }

  @Test func `any number of threads gives the same bits as one`() throws {
    let problem = RandomData.reals(train: 1500, validation: 4, features: 9, seed: 80)
    for perClass in [false, true] {
      let alone = try epochMethod("chg_shapley", perClass: perClass).values(of: problem, in: testRun(threads: 1))
      for threads in [2, 3] {
        let together = try epochMethod("chg_shapley", perClass: perClass).values(
          of: problem, in: testRun(threads: threads))
        #expect(together == alone)
      }
    }
  }

  @Test func `a copy with the same label is worth the same to the bit`() throws {
    let original = RandomData.reals(train: 40, validation: 4, seed: 81)
    let problem = ValuationProblem(train: original.train.subset(Array(0..<40) + [7]), validation: original.validation)
    for name in ["chg_shapley", "gradient_shapley", "hardness_shapley"] {
      let values = try epochMethod(name).values(of: problem, in: testRun()).values
      #expect(values[7] == values[40], "\(name)")
    }
  }

  @Test(arguments: [1, 2]) func `one or two examples have finite values that sum up`(count: Int) throws {
    let problem = RandomData.reals(train: count, validation: 4, seed: 82)
    for name in ["chg_shapley", "gradient_shapley", "hardness_shapley"] {
      for perClass in [false, true] {
        let values = try epochMethod(name, perClass: perClass).values(of: problem, in: testRun())
        let full = try #require(values.facts.first { $0.name == "full_utility" }).value
        #expect(abs(values.values.reduce(0, +) - full) < 1e-12 && values.values.allSatisfy(\.isFinite))
      }
    }
  }

  @Test(arguments: ["chg_shapley", "gradient_shapley", "hardness_shapley"], [false, true])
  func `a network's training gives the mean of its epochs' exact values, on any threads`(
    name: String, perClass: Bool
  ) throws {
    let network = ComponentValue(
      MLP.card,
      Arguments([
        "epochs": .integer(3), "batch_size": .integer(4), "learning_rate": .real(0.1),
        "hidden": .list([.integer(7), .integer(5)]),
      ]))
    let problem = RandomData.reals(train: 9, validation: 4, features: 3, seed: 84)
    let method = try epochMethod(name, perClass: perClass, model: network)
    let values = try method.values(of: problem, in: testRun())
    let games = try EpochGames(of: problem, name: name, perClass: perClass, model: network)
    // Gradients are products in single precision: relative errors of 6e-8 in numbers of size 1, a few dozen of them.
    #expect(largestDifference(values.values, try games.exactValues()) < 1e-5)
    #expect((values.values.max() ?? 0) - (values.values.min() ?? 0) > 1e-3)
    for threads in 2...3 { #expect(try method.values(of: problem, in: testRun(threads: threads)) == values) }
  }

  private static let forms: [(name: String, parameter: String, form: String)] = [
    ("chg_shapley", "gradients", "bias"), ("gradient_shapley", "gradients", "bias"),
    ("hardness_shapley", "utility", "squared"),
  ]

  @Test(arguments: forms, [false, true]) func `bias gradients and squared losses are games of their own`(
    _ choice: (name: String, parameter: String, form: String), perClass: Bool
  ) throws {
    let problem = RandomData.reals(train: 9, validation: 4, features: 3, seed: 85)
    let values = try epochMethod(choice.name, perClass: perClass, [choice.parameter: .text(choice.form)])
      .values(of: problem, in: testRun())
    let games = try EpochGames(of: problem, name: choice.name, perClass: perClass, form: choice.form)
    // Residuals and losses are in single precision, sums of nine of them in double.
    #expect(largestDifference(values.values, try games.exactValues()) < 1e-6)
    #expect(try epochMethod(choice.name, perClass: perClass).values(of: problem, in: testRun()) != values)
  }

  @Test func `the most typical loss is best by squares and the largest hardest by the mean`() throws {
    #expect(try epochMethod("hardness_shapley").direction == .higherIsHarder)
    #expect(try epochMethod("hardness_shapley", ["utility": .text("squared")]).direction == .higherIsBetter)
  }

  @Test(arguments: ["chg_shapley", "gradient_shapley", "hardness_shapley"], [2, 3, 5])
  func `every nth epoch is the mean of those alone`(name: String, every: Int) throws {
    let problem = RandomData.reals(train: 9, validation: 4, features: 3, seed: 86)
    let values = try epochMethod(name, ["every": .integer(every)]).values(of: problem, in: testRun())
    let games = try EpochGames(of: problem, name: name, perClass: false, every: every)
    #expect(games.epochs.count == (every == 2 ? 2 : 1))
    #expect(largestDifference(values.values, try games.exactValues()) < 1e-5)
    let full = try #require(values.facts.first { $0.name == "full_utility" }).value
    #expect(abs(full - games.fullUtility) < 1e-5 * abs(games.fullUtility))
  }

  @Test func `nothing to train on is an error`() {
    let problem = RandomData.reals(train: 3, validation: 4, seed: 83)
    let nobody = ValuationProblem(train: problem.train.subset([]), validation: problem.validation)
    #expect(throws: ValuationError.noExamples(.training)) {
      try epochMethod("chg_shapley").values(of: nobody, in: testRun())
    }
  }
}

/// A short training, so that games can be enumerated.
let testModel = ComponentValue(
  SoftmaxRegression.card,
  Arguments(["epochs": .integer(3), "batch_size": .integer(4), "learning_rate": .real(0.2), "l2": .real(0.001)]))

/// A method of the registry that watches a training.
func epochMethod(
  _ name: String, perClass: Bool = false, model: ComponentValue = testModel, _ more: [String: Value] = [:]
) throws -> any ValuationMethod {
  let type = try #require(valuationMethods.first { $0.card.name == name })
  return type.init(
    Arguments(["model": .component(model), "per_class": .boolean(perClass)].merging(more) { $1 }))
}

/// The games a method plays at each epoch, with gradients written out in double precision; `form` is the choice that a
/// method's `gradients` or `utility` makes, "" for its default.
struct EpochGames {
  /// One list per epoch: a game for each group of rows.
  let epochs: [[(rows: [Int], game: any ClosedFormGame)]]
  let players: Int

  init(
    of problem: ValuationProblem, name: String, perClass: Bool, model: ComponentValue = testModel, form: String = "",
    every: Int = 1
  ) throws {
    let learner = try #require(makeLearner(model) as? any EpochLearner)
    let labels = problem.train.labels
    let everyone = Array(labels.indices)
    let groups = perClass ? Set(labels).sorted().map { label in everyone.filter { labels[$0] == label } } : [everyone]
    var epochs: [[(rows: [Int], game: any ClosedFormGame)]] = []
    _ = try learner.fit(problem.train, weights: nil, in: testRun().part(seeds: testRun().seeds.branch("fit"))) {
      epoch, terms in
      guard epoch % every == 0 else { return }
      epochs.append(groups.map { rows in (rows, Self.game(name, form, terms, rows)) })
    }
    (self.epochs, players) = (epochs, labels.count)
  }

  private static func game(
    _ name: String, _ form: String, _ terms: LastLayerTerms, _ rows: [Int]
  ) -> any ClosedFormGame {
    let losses = rows.map { Double(terms.losses[$0]) }
    guard form != "squared" else { return CHGGame(vectors: losses.map { [$0] }) }
    guard name != "hardness_shapley" else { return MeanLossGame(losses: losses) }
    return CHGGame(
      vectors: rows.map { row in
        let features = form == "bias" ? 0 : terms.features.columns
        let inputs = (0..<features).map { Double(terms.features[row, $0]) } + [1]
        let weight = name == "chg_shapley" ? Double(terms.losses[row]) : 1
        return (0..<terms.residuals.columns).flatMap { label in
          inputs.map { weight * Double(terms.residuals[row, label]) * $0 }
        }
      })
  }

  /// The mean over epochs of v(N), summed over groups.
  var fullUtility: Double {
    epochs.joined().reduce(0) { $0 + $1.game.utility(of: .everyone(of: $1.rows.count)) } / Double(epochs.count)
  }

  func exactValues() throws -> [Double] {
    try mean { game in
      try ExactSemivalue(.shapley, players: game.players).values(of: EnumeratedGame(enumerating: game, in: testRun()))
    }
  }

  func meanClosedForm() -> [Double] { mean { ($0 as? CHGGame).map(CHGValues.values) ?? [] } }

  private func mean(_ values: (any ClosedFormGame) throws -> [Double]) rethrows -> [Double] {
    var sums = [Double](repeating: 0, count: players)
    for group in epochs.joined() {
      for (row, value) in zip(group.rows, try values(group.game)) { sums[row] += value }
    }
    return sums.map { $0 / Double(epochs.count) }
  }
}
