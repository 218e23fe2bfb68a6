import Compute
import Datasets
import Learning
import Testing
import Vocabulary

@testable import Valuation

@Suite struct ValuedSelectionTests {
  private static let cases: [(strategy: String, arguments: [String: Value])] = [
    ("chg_shapley", [:]), ("gradient_shapley", [:]), ("hardness_shapley", [:]),
    ("hardness_shapley", ["utility": .text("squared")]),
  ]

  @Test(arguments: SelectionScene.learners, [false, true])
  func `choices are those of Algorithm 2 written out`(learner: String, perClass: Bool) throws {
    let scene = try SelectionScene(learner, seed: 31)
    for (name, arguments) in Self.cases {
      for weights in ["min_max", "mean_one", "ones"] {
        let given = arguments.merging(["per_class": .boolean(perClass), "weights": .text(weights)]) { $1 }
        let strategy = try SelectionScene.strategy(name, given)
        let found = try strategy.choose(scene.round(fraction: 0.4), in: testRun())
        let terms = try scene.training.terms()
        let plain = PlainAlgorithm(scene.problem.train) { values(name, given, terms, $0) }
        let expected = plain.choice(fraction: 0.4, perClass: perClass, weights: weights)
        #expect(found.positions == expected.positions, "\(name) \(given)")
        let differences = zip(found.weights ?? found.positions.map { _ in 1 }, expected.weights).map {
          abs(Double($0) - $1)
        }
        // Gradients are products in single precision, and weights relative to their spread.
        #expect(differences.count == found.positions.count && (differences.max() ?? 1) < 1e-4, "\(name) \(given)")
      }
    }
  }

  /// Values of the game among some examples by the six-term theorem or the loss, from gradients written out.
  private func values(
    _ name: String, _ arguments: [String: Value], _ terms: LastLayerTerms, _ positions: [Int]
  ) -> [Double] {
    let losses = positions.map { Double(terms.losses[$0]) }
    switch (name, arguments["utility"] != nil) {
    case ("hardness_shapley", false): return CHGValues.ofMeanLoss(losses)
    case ("hardness_shapley", true): return CHGValues.values(of: CHGGame(vectors: losses.map { [$0] }))
    default:
      let gradients = PlainGradients(terms, weightedByLoss: name == "chg_shapley")
      return CHGValues.values(of: CHGGame(vectors: positions.map { gradients.vectors[$0] }))
    }
  }

  @Test(arguments: SelectionScene.learners)
  func `hardness keeps the largest losses and its squared form those nearest the mean`(learner: String) throws {
    let scene = try SelectionScene(learner, seed: 32)
    let losses = try scene.training.terms().losses.map(Double.init)
    let mean = losses.reduce(0, +) / 60
    for (utility, order) in [
      ("mean_loss", losses.indices.sorted { losses[$0] > losses[$1] }),
      ("squared", losses.indices.sorted { abs(losses[$0] - mean) < abs(losses[$1] - mean) }),
    ] {
      let strategy = try SelectionScene.strategy(
        "hardness_shapley", ["utility": .text(utility), "per_class": .boolean(false)])
      let chosen = try strategy.choose(scene.round(fraction: 0.25), in: testRun())
      #expect(chosen.positions == order.prefix(15).sorted(), "\(utility)")
    }
  }

  @Test func `weights are known in small cases`() {
    #expect(ValueWeights.minMax.weights(of: [1, 5, 3, 2]) == [0, 1, 0.5, 0.25])
    #expect(ValueWeights.meanOne.weights(of: [1, 5, 3, 3]) == [0, 2, 1, 1])
    #expect(ValueWeights.ones.weights(of: [1, 5]) == nil)
    for weights in ValueWeights.allCases {
      #expect(weights.weights(of: [7]) == nil)
      #expect(weights.weights(of: [-2, -2, -2]) == nil)
    }
  }

  @Test func `equal values keep the first of each class, with weight one`() throws {
    let problem = RandomData.reals(train: 9, validation: 3, classes: 2, seed: 33)
    let learner = try SelectionScene.learner("softmax_regression")
    // At zero weights all losses are equal.
    let training = try learner.training(on: problem.train, weights: nil, in: testRun())
    let round = SelectionRound(problem, fraction: 0.5, epoch: 0, learner: learner, training: training)
    let chosen = try SelectionScene.strategy("hardness_shapley").choose(round, in: testRun())
    let first = problem.train.positionsByClass.flatMap { $0.prefix($0.count / 2) }
    #expect(chosen == ChosenExamples(first))
    #expect(round.cost == SelectionCost(asked: 9))
  }
}

/// Selection by values class by class, line by line as published.
private struct PlainAlgorithm {
  let train: Examples
  let values: ([Int]) -> [Double]

  init(_ train: Examples, values: @escaping ([Int]) -> [Double]) { (self.train, self.values) = (train, values) }

  func choice(fraction: Double, perClass: Bool, weights: String) -> (positions: [Int], weights: [Double]) {
    var subset: [Int] = []
    for label in 0..<(perClass ? train.classes : 1) {
      let members = (0..<train.count).filter { !perClass || train.labels[$0] == label }
      let found = values(members)
      let ranked = members.indices.sorted { (found[$1], $0) < (found[$0], $1) }.map { members[$0] }
      subset += ranked.prefix(max(1, Int(fraction * Double(members.count) + 1e-9)))
    }
    subset.sort()
    let found = values(subset)
    let (low, high) = (found.min() ?? 0, found.max() ?? 0)
    let total = found.reduce(0) { $0 + $1 - low }
    switch weights {
    case "min_max": return (subset, found.map { ($0 - low) / (high - low) })
    case "mean_one": return (subset, found.map { ($0 - low) * Double(subset.count) / total })
    default: return (subset, found.map { _ in 1 })
    }
  }
}
