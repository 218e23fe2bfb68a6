import Compute
import Testing
import Vocabulary

@testable import Valuation

@Suite struct StratifiedMethodTests {
  private func values(
    _ name: String, _ arguments: [String: Value], of game: any Game, seed: UInt64 = 1
  ) throws -> DataValues {
    let method = Estimator(name: name, arguments: arguments, truth: { _ in [] }).method(players: game.players)
    return try #require(method).values(of: game, in: testRun(seed: seed))
  }

  @Test func `draws follow their allocation, add up and begin alike`() {
    let strata = Strata(
      shares: [1, 1, 1, 1], allocation: [4, 3, 2, 1], capacity: [.max, .max, .max, .max])
    for count in [0, 1, 4, 10, 37, 100] {
      let turns = strata.turns(count)
      #expect(turns.count == count && turns == Array(strata.turns(120).prefix(count)))
      for (stratum, share) in [0.4, 0.3, 0.2, 0.1].enumerated() {
        let drawn = turns.filter { $0.stratum == stratum }
        #expect(drawn.map(\.occurrence) == Array(0..<drawn.count))
        // Adams rounds up: nobody is more than one draw above its quota, nor far below it.
        #expect(count < 4 || abs(Double(drawn.count) - share * Double(count)) < 1.5, "\(count), \(stratum)")
      }
    }
  }

  @Test func `what is said is not asked again`() {
    let strata = Strata(shares: [1, 1, 1], allocation: [1, 1, 1], capacity: [1, 3, 1])
    #expect(strata.turns(100).map(\.stratum) == [0, 1, 2, 1, 1])
  }

  @Test func `designs that hold all coalitions of a size are exact`() throws {
    // Of three players or fewer, every size k or n − k holds single coalitions.
    for players in [1, 2, 3] {
      let game = randomGame(players: players, seed: 21)
      let truth = ExactSemivalue(.shapley, players: players).values(of: game)
      let found = try values("complementary_shapley", ["fits": .integer(100)], of: game)
      #expect(largestDifference(found.values, truth) < 1e-13)
      #expect((found.standardErrors?.max() ?? 1) == 0)
    }
    let game = randomGame(players: 2, seed: 22)
    let found = try values("stratified_shapley", ["fits": .integer(100)], of: game)
    #expect(largestDifference(found.values, ExactSemivalue(.shapley, players: 2).values(of: game)) < 1e-14)
    // v({1}) and v({2}) once for size 0 and once for size 1, v(N) once.
    #expect(found.modelFits == 5)
  }

  @Test func `budgets that leave a stratum empty are an error before any fit`() throws {
    let game = AdditiveGame(worths: [Double](repeating: 1, count: 30))
    for (name, fits) in [("stratified_shapley", 1798), ("owen_shapley", 596), ("complementary_shapley", 58)] {
      let error = #expect(throws: ValuationError.self) { try values(name, ["fits": .integer(fits)], of: game) }
      guard case .tooFewDraws(let method, _, _)? = error else {
        Issue.record("\(name) threw \(String(describing: error))")
        continue
      }
      #expect(method == name)
    }
    #expect(try values("stratified_shapley", ["fits": .integer(1800)], of: game).values.count == 30)
    #expect(try values("owen_shapley", ["fits": .integer(600)], of: game).values.count == 30)
  }

  @Test func `coalition sizes that no player can join are an error`() throws {
    let game = AdditiveGame(worths: [1, 2, 3, 4, 5, 6, 7, 8])
    for (lower, upper, last) in [(7, 2, 2), (90, 95, 7), (90, nil, 1), (2, nil, 1)] as [(Int, Int?, Int)] {
      let arguments = ["lower": Value.integer(lower), "upper": upper.map(Value.integer) ?? .none]
      #expect(throws: ValuationError.noCoalitionSizes(lower: lower, upper: last)) {
        try values("delta_shapley", arguments, of: game)
      }
    }
    #expect(try values("delta_shapley", ["lower": .integer(7), "upper": .integer(90)], of: game).values.count == 8)
  }

  @Test func `an additive game is valued exactly, whatever is drawn`() throws {
    let game = AdditiveGame(worths: [1, -2, 0, 0.5, 3])
    for name in ["stratified_shapley", "owen_shapley", "delta_shapley"] {
      #expect(largestDifference(try values(name, ["fits": .integer(400)], of: game).values, game.worths) < 1e-13)
    }
  }

  @Test func `draws of one in a stratum show no spread, or borrow it, and say so`() throws {
    let game = randomGame(players: 4, seed: 23)
    // Sixteen draws: every player has one of each size, and only sizes 1 and 2 could show a spread.
    let bare = try values("stratified_shapley", ["fits": .integer(32)], of: game)
    #expect(bare.standardErrors == nil && bare.notes.count == 1)
    let borrowed = try values("stratified_shapley", ["fits": .integer(40)], of: game)
    #expect(borrowed.standardErrors != nil && borrowed.notes.count == 1)
    let rich = try values("stratified_shapley", ["fits": .integer(400)], of: game)
    #expect(rich.standardErrors != nil && rich.notes.isEmpty)
  }

  @Test(arguments: [
    ("stratified_shapley", 300), ("complementary_shapley", 300), ("owen_shapley", 600),
  ]) func `standard errors cover the truth as often as they should`(name: String, fits: Int) throws {
    let game = randomGame(players: 6, seed: 24)
    let truth = ExactSemivalue(.shapley, players: 6).values(of: game)
    var covered = 0
    for seed in 0..<200 {
      let found = try values(name, ["fits": .integer(fits), "nodes": .integer(3)], of: game, seed: UInt64(seed))
      let errors = try #require(found.standardErrors)
      covered += (0..<6).count { abs(found.values[$0] - truth[$0]) <= 1.96 * errors[$0] }
    }
    // Some dozen draws a stratum make intervals a little too short; blocks of one permutation, which avoid each other, a
    // little too long.
    #expect(0.90...0.985 ~= Double(covered) / 1200, "\(Double(covered) / 1200)")
  }

  @Test func `nodes are exact in t for up to twice as many players`() {
    let game = randomGame(players: 8, seed: 25)
    let truth = ExactSemivalue(.shapley, players: 8).values(of: game)
    func integrated(_ nodes: Int) -> [Double] {
      let rule = GaussLegendre(count: nodes)
      let masses = (0..<8).map { size -> Double in
        let choices = (0..<size).reduce(1.0) { $0 * Double(7 - $1) / Double($1 + 1) }
        return zip(rule.nodes, rule.weights).reduce(0) { sum, point in
          let (with, without) = (power(point.0, size), power(1 - point.0, 7 - size))
          return sum + point.1 * choices * with * without
        }
      }
      return ExactSemivalue(masses: masses).values(of: game)
    }
    #expect(largestDifference(integrated(4), truth) < 1e-14)
    #expect(largestDifference(integrated(3), truth) > 1e-6)
  }

  @Test func `more players than the nodes allow are noted`() throws {
    let game = AdditiveGame(worths: [1, 2, 3, 4, 5])
    #expect(
      try values("owen_shapley", ["fits": .integer(200), "nodes": .integer(2)], of: game).notes.first?.contains(
        "2 nodes") == true)
    #expect(try values("owen_shapley", ["fits": .integer(900), "nodes": .integer(3)], of: game).notes.isEmpty)
  }

  @Test func `Delta-Shapley of all sizes is stratified Shapley`() throws {
    let game = randomGame(players: 5, seed: 26)
    let all = ["fits": Value.integer(400), "lower": .integer(0), "upper": .integer(100), "exponent": .real(-0.5)]
    let stratified = try values("stratified_shapley", ["fits": .integer(400)], of: game)
    #expect(try values("delta_shapley", all, of: game).values == stratified.values)
    let singles = ["fits": Value.integer(400), "lower": .integer(0), "upper": .integer(0)]
    let alone = (0..<5).map { game.table[1 << $0] - game.table[0] }
    #expect(try values("delta_shapley", singles, of: game).values == alone)
  }

  @Test func `batches do not depend on the total`() throws {
    let game = randomGame(players: 5, seed: 27)
    for name in ["stratified_shapley", "complementary_shapley", "owen_shapley", "delta_shapley"] {
      let methods = try [300, 1000].map { fits in
        let estimator = Estimator(name: name, arguments: ["fits": .integer(fits)], truth: { _ in [] })
        return try #require(estimator.method(players: 5) as? any SampledGameMethod)
      }
      #expect(methods[0].identity(ofBatch: 1) == methods[1].identity(ofBatch: 1))
      let batches = try methods.map { try $0.batch(1, of: game, in: testRun()) }
      #expect(batches[0] == batches[1], "\(name)")
    }
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }
}
