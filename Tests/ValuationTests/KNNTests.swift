import Compute
import Datasets
import Testing
import Valuation
import Vocabulary

@Suite struct KNNTests {
  /// One validation point, players already in order of distance.
  private func game(_ payoffs: [Double], neighbours: Int) -> KNNGame {
    KNNGame(rankings: [Array(payoffs.indices)], payoffs: [payoffs], neighbours: neighbours)
  }

  static let golden: [(payoffs: [Double], neighbours: Int, semivalue: Semivalue, values: [Double])] = [
    ([1, 0, 0, 1, 1, 0], 2, .shapley, [11.0 / 30, -2.0 / 15, -2.0 / 15, 1.0 / 5, 1.0 / 5, 0]),
    ([1, 0, 0, 1, 1, 0], 2, .leaveOneOut, [1.0 / 2, 0, 0, 0, 0, 0]),
    ([1, 0, 0, 1, 1, 0], 2, .banzhaf, [9.0 / 32, -7.0 / 32, -7.0 / 32, 5.0 / 32, 5.0 / 32, 0]),
    (
      [1, 0, 0, 1, 1, 0], 2, .beta(alpha: 4, beta: 1),
      [179.0 / 420, -31.0 / 420, -31.0 / 420, 11.0 / 28, 11.0 / 28, 0]
    ),
    (
      [1, 0, 0, 1, 1, 0], 2, .beta(alpha: 16, beta: 1),
      [14171.0 / 29070, -182.0 / 14535, -182.0 / 14535, 46.0 / 95, 46.0 / 95, 0]
    ),
    ([1, 0, 1], 5, .shapley, [1.0 / 5, 0, 1.0 / 5]),
    ([0, 1, 1], 5, .shapley, [0, 1.0 / 5, 1.0 / 5]),
  ]

  @Test(arguments: golden.indices) func `hand-computed fractions come out of both ways`(index: Int) throws {
    let example = Self.golden[index]
    let game = game(example.payoffs, neighbours: example.neighbours)
    let exact = try ExactSemivalue(example.semivalue, players: game.players).values(of: game, in: testRun())
    // Rounding of a few dozen additions of numbers below 1.
    #expect(largestDifference(exact, example.values) < 1e-14)
    #expect(largestDifference(game.values(example.semivalue), example.values) < 1e-14)
  }

  @Test(arguments: [1, 2, 3, 5, 8]) func `the closed form is the enumeration for real pay-offs and any K`(
    players: Int
  ) throws {
    let payoffs = RandomData.reals(players, seed: UInt64(players))
    for neighbours in [1, 2, 3, 5, players, players + 3] {
      let game = game(payoffs, neighbours: neighbours)
      for semivalue in [Semivalue.shapley, .leaveOneOut, .banzhaf, .beta(alpha: 4, beta: 1), .beta(alpha: 1, beta: 3)] {
        let exact = try ExactSemivalue(semivalue, players: players).values(of: game, in: testRun())
        #expect(largestDifference(game.values(semivalue), exact) < 1e-12, "K = \(neighbours), \(semivalue)")
      }
    }
  }

  @Test(arguments: [1, 2, 3, 6, 9]) func `the fast path is the enumeration on tied integer features`(
    players: Int
  ) throws {
    for neighbours in [1, 2, 3, 5, players, players + 3] {
      let problem = RandomData.integers(train: players, validation: 7, seed: UInt64(10 * players + neighbours))
      let game = KNNGame(problem, neighbours: neighbours)
      let engine = try KNNSemivalue(problem)
      let semivalues: [Semivalue] = [.shapley, .leaveOneOut, .banzhaf, .beta(alpha: 4, beta: 1)]
      let fast = try engine.values(
        weights: semivalues.map { NeighbourWeights($0, players: players, neighbours: neighbours) }, in: testRun())
      for (semivalue, values) in zip(semivalues, fast) {
        let exact = try ExactSemivalue(semivalue, players: players).values(of: game, in: testRun())
        #expect(largestDifference(values, exact) < 1e-12, "K = \(neighbours), \(semivalue)")
      }
    }
  }

  @Test(arguments: [1, 5, 40]) func `the fast path is the plain one over several blocks of ties`(neighbours: Int) throws
  {
    let problem = RandomData.integers(train: 300, validation: 301, features: 3, classes: 4, seed: 5)
    let plain = KNNGame(problem, neighbours: neighbours)
    let shapley = try method("knn_shapley", k: neighbours).values(of: problem, in: testRun())
    let leaveOneOut = try method("knn_loo", k: neighbours).values(of: problem, in: testRun())
    // Sums of 301 numbers below 1, divided by 301, in two orders.
    #expect(largestDifference(shapley.values, plain.values(.shapley)) < 1e-13)
    #expect(largestDifference(leaveOneOut.values, plain.values(.leaveOneOut)) < 1e-13)
    #expect(shapley.distanceEvaluations == 300 * 301 && shapley.modelFits == 0)
  }

  @Test func `tied examples rank by index`() throws {
    // Both lie on the validation point; the first alone decides for K = 1.
    let problem = ValuationProblem(
      train: examples([[2], [2]], labels: [0, 1]), validation: examples([[2]], labels: [1]))
    let values = try method("knn_shapley", k: 1).values(of: problem, in: testRun()).values
    #expect(values == [-0.5, 0.5])
    let mirrored = ValuationProblem(
      train: examples([[2], [2]], labels: [1, 0]), validation: problem.validation)
    #expect(try method("knn_shapley", k: 1).values(of: mirrored, in: testRun()).values == [1, 0])
  }

  @Test(arguments: [1, 10, 2000]) func `values sum to the soft accuracy of everyone`(neighbours: Int) throws {
    let problem = RandomData.reals(train: 500, validation: 150, seed: 8)
    let values = try method("knn_shapley", k: neighbours).values(of: problem, in: testRun()).values
    let everyone = KNNGame(problem, neighbours: neighbours).utility(of: .everyone(of: 500))
    // Rounding of 150 · 500 additions of numbers below 1; a swapped near-tie would change the sum by 1/(150 K).
    #expect(abs(values.reduce(0, +) - everyone) < 1e-9)
  }

  @Test func `any number of threads gives the same bits`() throws {
    let problem = RandomData.reals(train: 400, validation: 777, features: 7, seed: 3)
    let alone = try method("knn_shapley", k: 3).values(of: problem, in: testRun(threads: 1))
    for threads in [2, 3, 8] {
      #expect(try method("knn_shapley", k: 3).values(of: problem, in: testRun(threads: threads)) == alone)
    }
  }

  @Test func `a copy with the same label is worth the same`() throws {
    // Without other ties: an example between twins, as far away as they are, would part them.
    let original = RandomData.reals(train: 30, validation: 40, seed: 12)
    let problem = ValuationProblem(
      train: original.train.subset(Array(0..<30) + [4, 17]), validation: original.validation)
    for name in ["knn_shapley", "knn_loo"] {
      let values = try method(name, k: 4).values(of: problem, in: testRun()).values
      // Twins are neighbours in rank, so their values differ by the rounding of one step.
      #expect(abs(values[4] - values[30]) < 1e-14 && abs(values[17] - values[31]) < 1e-14, "\(name)")
    }
  }

  @Test func `features without distances are refused by row`() throws {
    let validation = examples([[0]], labels: [0])
    for bad in [Float.nan, .infinity, 1e30] {
      let train = examples([[1], [bad]], labels: [0, 1])
      #expect(throws: ValuationError.unusableFeatures(.training, row: 1)) {
        try method("knn_shapley", k: 1).values(
          of: ValuationProblem(train: train, validation: validation), in: testRun())
      }
    }
    let nobody = ValuationProblem(train: examples([[1]], labels: [0]), validation: validation.subset([]))
    #expect(throws: ValuationError.noExamples(.validation)) {
      try method("knn_loo", k: 1).values(of: nobody, in: testRun())
    }
  }

  @Test func `an interrupted run stops and says how far it is`() throws {
    let problem = RandomData.reals(train: 50, validation: 600, seed: 3)
    let interruption = Interruption()
    let run = Run(seeds: SeedStream(root: 1), interruption: interruption) { done, total, _ in
      if total == 600 && done < total { interruption.request() }
    }
    #expect(throws: Interrupted.self) { try method("knn_shapley", k: 3).values(of: problem, in: run) }
  }

  @Test func `weights by rank survive K beyond the range of probabilities`() {
    // With 5,000 neighbours the chance of K − 1 hits in K − 1 fair draws underflows.
    let weights = NeighbourWeights(.banzhaf, players: 20_000, neighbours: 5_000)
    #expect(abs(weights.own[4_999] * 5_000 - 1) < 1e-12)
    // P(Bin(9999, ½) ≤ 4999) = ½ exactly, by symmetry; the logarithms add some 10,000 roundings of size 1e-12.
    #expect(abs(weights.own[9_999] * 5_000 - 0.5) < 1e-8)
    #expect(weights.own[19_999] == 0 || weights.own[19_999] < 1e-12)
  }

  private func examples(_ rows: [[Float]], labels: [Int]) -> Examples {
    Examples(
      features: Matrix(rows: rows.count, columns: rows.first?.count ?? 0, rows.flatMap { $0 }), labels: labels,
      classes: 2, rows: Array(rows.indices))
  }
}

/// A nearest-neighbour method of the registry.
func method(_ name: String, k: Int) throws -> any ValuationMethod {
  let type = try #require(valuationMethods.first { $0.card.name == name })
  return type.init(Arguments(["k": .integer(k)]))
}
