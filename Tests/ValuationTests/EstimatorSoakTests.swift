import Compute
import Foundation
import Testing
import Valuation
import Vocabulary

/// Long campaigns over every estimator; their figures are attached to the run. Short forms are in EstimatorSweepTests.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["WORKBENCH_SOAK"] != nil, "a slow campaign: make soak"))
struct EstimatorSoakTests {
  @Test(arguments: Estimator.all.filter { $0.estimation == .exact || $0.estimation == .unbiased || $0.isUnbiasedOnFew })
  func `the mean over two hundred seeds is the truth on ten games`(estimator: Estimator) throws {
    let campaign = EstimatorCampaign(estimator: estimator)
    let scores = try campaign.games.flatMap { try campaign.scores(on: $0, seeds: 1000..<1200) }
    record("z", of: estimator, scores)
    // Some 55 players for each of two dozen estimators: |t| > 4.7 with 199 degrees of freedom, 5e-6, would be met once in
    // 150 campaigns.
    #expect(scores.allSatisfy { abs($0) < 4.7 }, "\(scores)")
  }

  @Test(arguments: Estimator.all.filter { $0.estimation == .consistent })
  func `estimates that are only consistent are off by less than their own spread`(estimator: Estimator) throws {
    let campaign = EstimatorCampaign(estimator: estimator)
    let scores = try campaign.games.flatMap { try campaign.scores(on: $0, seeds: 1000..<1200) }
    record("z", of: estimator, scores)
    // A z-score of √200 is one spread; half of it leaves room for chance.
    #expect(scores.allSatisfy { abs($0) < 7 }, "\(scores)")
  }

  @Test(arguments: [("kernel_shapley", 100), ("owen_shapley", 120)])
  func `errors of estimates that are only consistent fall as draws grow`(name: String, fits: Int) throws {
    let game = EstimatorCampaign.games[9]
    let (far, near) = (try error(name, fits: fits, game), try error(name, fits: 8 * fits, game))
    // 1/√8 = 0.35; a few draws for each of ten values spread more than that.
    #expect(near <= 0.4 * far, "\(near) of \(far)")
  }

  @Test(arguments: Estimator.all, [(6, 1), (6, 4), (10, 1), (10, 4)])
  func `intervals of 95 % hold the truth in 92 to 98 % of five hundred runs`(
    estimator: Estimator, size: (players: Int, times: Int)
  ) throws {
    let campaign = EstimatorCampaign(estimator: estimator, times: size.times)
    guard let game = campaign.games.first(where: { $0.players == size.players }),
      let coverage = try campaign.coverage(on: game, seeds: 2000..<2500)
    else { return }
    record("coverage-\(size.players)-\(size.times)", of: estimator, [coverage])
    #expect(0.92...0.98 ~= coverage, "\(coverage)")
  }

  /// The root of the mean squared error over a hundred seeds.
  private func error(_ name: String, fits: Int, _ game: EnumeratedGame) throws -> Double {
    let arguments: [String: Value] = ["fits": .integer(fits), "nodes": .integer(5)]
    let estimator = Estimator(name: name, arguments: arguments, truth: Estimator.semivalue(.shapley))
    let method = try #require(estimator.method(players: game.players))
    let truth = estimator.truth(game)
    var sum = 0.0
    for seed in 3000..<3100 {
      let found = try method.values(of: game, in: testRun(seed: UInt64(seed))).values
      for player in truth.indices { sum += (found[player] - truth[player]) * (found[player] - truth[player]) }
    }
    return (sum / 100 / Double(truth.count)).squareRoot()
  }

  private func record(_ figure: String, of estimator: Estimator, _ numbers: [Double]) {
    let line = "\(figure),\(estimator.name),\(numbers.min() ?? .nan),\(numbers.max() ?? .nan)\n"
    Attachment.record(line, named: "\(figure)-\(estimator.name).csv")
  }
}
