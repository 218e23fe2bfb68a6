import Compute
import Glibc
import Testing
import Valuation

@Suite struct PermutationSamplingTests {
  private func estimate(
    _ game: some Game, permutations: Int, seed: UInt64, truncation: Truncation? = nil
  ) throws -> PermutationBatch {
    let full = try game.utilities(of: [.everyone(of: game.players)], in: testRun())[0]
    let sampling = PermutationSampling(stream: SeedStream(root: seed), truncation: truncation)
    return try sampling.batch(0..<permutations, of: game, fullUtility: full, in: testRun())
  }

  /// A game with helpful, harmful and useless players, worth most to small coalitions.
  private var mixed: EnumeratedGame {
    let weights = [3.0, -1, 0, 2, -2.5]
    let table = (0..<32).map { mask in
      let sum = weights.indices.reduce(0) { mask >> $1 & 1 == 1 ? $0 + weights[$1] : $0 }
      return 1 / (1 + exp(-sum)) - 0.1 * Double((mask & 0b10001).nonzeroBitCount / 2)
    }
    return EnumeratedGame(players: 5, table: table)
  }

  @Test func `estimates are unbiased, of harmful players too`() throws {
    let game = mixed
    let truth = ExactSemivalue(.shapley, players: 5).values(of: game)
    #expect((truth.min() ?? 0) < -0.1 && abs(truth[2]) < 1e-15)
    let seeds = 400
    let estimates = try (0..<seeds).map { try estimate(game, permutations: 10, seed: UInt64($0)).means }
    for player in 0..<5 {
      let sample = estimates.map { $0[player] }
      let mean = sample.reduce(0, +) / Double(seeds)
      let variance = sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(seeds - 1)
      let z = (mean - truth[player]) / max(1e-12, sqrt(variance / Double(seeds)))
      // |z| > 4 has a probability of 6e-5 for an unbiased estimate, and the seeds are fixed.
      #expect(abs(z) < 4, "player \(player): \(mean) against \(truth[player])")
    }
  }

  @Test func `standard errors have the size of the true error`() throws {
    let game = mixed
    let truth = ExactSemivalue(.shapley, players: 5).values(of: game)
    let seeds = 200
    var covered = 0
    for seed in 0..<seeds {
      let batch = try estimate(game, permutations: 40, seed: UInt64(1000 + seed))
      let errors = try #require(batch.standardErrors)
      covered += [0, 1, 3, 4].count { abs(batch.means[$0] - truth[$0]) <= 2.02 * errors[$0] }
    }
    // 95 % intervals with 39 degrees of freedom; 800 of them, not independent, so within four percentage points.
    #expect(abs(Double(covered) / Double(4 * seeds) - 0.95) < 0.04)
  }

  @Test func `each permutation shares out exactly what there is`() throws {
    let batch = try estimate(mixed, permutations: 7, seed: 3)
    let game = mixed
    #expect(abs(batch.means.reduce(0, +) - (game.table[31] - game.table[0])) < 1e-14)
    #expect(batch.leftOut == 0 && batch.steps == 35)
    // The last step of each walk is v(N), which is handed in.
    #expect(batch.head.evaluations == 7 * 4)
  }

  @Test func `truncation leaves out no more than its tolerance and saves evaluations`() throws {
    // Worth 1 − 2⁻ˢ: after a few players there is nothing left to gain.
    let players = 12
    let table = (0..<1 << players).map { 1 - pow(0.5, Double($0.nonzeroBitCount)) }
    let game = EnumeratedGame(players: players, table: table)
    let truncation = Truncation(relative: 0.02, consecutive: 2)
    let batch = try estimate(game, permutations: 20, seed: 4, truncation: truncation)
    let full = table[(1 << players) - 1]
    let facts = batch.dataValues.facts
    let bias = try #require(facts.first { $0.name == "truncation_bias" }).value
    let residual = try #require(facts.first { $0.name == "efficiency_residual" }).value
    #expect(bias > 0 && bias <= 0.02 * full)
    #expect(abs(residual + bias) < 1e-14)
    // 1 − 2⁻⁶ is within 2 % of the whole, so walks stop after steps 6 and 7.
    #expect(batch.steps == 20 * 7 && batch.head.evaluations == 20 * 7)
  }

  @Test func `close steps must follow each other`() throws {
    // Utilities 1, 0, 1, 0, … by size, v(N) = 1: never two close steps in a row before the end.
    let table = (0..<32).map { Double($0.nonzeroBitCount % 2) }
    let game = EnumeratedGame(players: 5, table: table)
    let patient = try estimate(game, permutations: 3, seed: 5, truncation: Truncation(relative: 0, consecutive: 2))
    #expect(patient.steps == 15)
    let hasty = try estimate(game, permutations: 3, seed: 5, truncation: Truncation(relative: 0, consecutive: 1))
    #expect(hasty.steps == 3 && hasty.leftOut == 0)
  }

  @Test func `batches put together are the whole`() throws {
    let game = mixed
    let whole = try estimate(game, permutations: 25, seed: 6)
    let sampling = PermutationSampling(stream: SeedStream(root: 6))
    var parts = try sampling.batch(0..<10, of: game, fullUtility: game.table[31], in: testRun())
    for range in [10..<20, 20..<25] {
      parts.append(try sampling.batch(range, of: game, fullUtility: game.table[31], in: testRun()))
    }
    let (errors, partErrors) = (try #require(whole.standardErrors), try #require(parts.standardErrors))
    // Two ways of summing 25 numbers below 1.
    #expect(largestDifference(parts.means, whole.means) < 1e-15)
    #expect(largestDifference(partErrors, errors) < 1e-15)
    #expect(parts.permutations == 25 && parts.head == whole.head && parts.steps == whole.steps)
  }

  @Test func `one permutation shows no spread`() throws {
    #expect(try estimate(mixed, permutations: 1, seed: 1).standardErrors == nil)
  }

  @Test func `a batch comes back from its artifact to the bit`() throws {
    let batch = try estimate(mixed, permutations: 9, seed: 7, truncation: Truncation(relative: 0.3, consecutive: 1))
    #expect(PermutationBatch(batch.artifact) == batch)
  }
}
