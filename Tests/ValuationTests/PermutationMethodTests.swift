import Compute
import Datasets
import Glibc
import Testing
import Vocabulary

@testable import Valuation

@Suite struct PermutationMethodTests {
  private func method(_ name: String, _ arguments: [String: Value] = [:]) throws -> any GameMethod {
    try #require(Estimator(name: name, arguments: arguments, truth: { _ in [] }).method(players: 4))
  }

  private func values(_ name: String, _ arguments: [String: Value] = [:], of game: any Game) throws -> DataValues {
    try method(name, arguments).values(of: game, in: testRun())
  }

  @Test func `exact Shapley values are those of closed forms`() throws {
    let gloves = try values("exact_shapley", of: GloveGame(left: 1, right: 2))
    #expect(largestDifference(gloves.values, [2.0 / 3, 1.0 / 6, 1.0 / 6]) < 1e-14)
    #expect(gloves.modelFits == 7 && gloves.standardErrors == nil)
    let votes = try values("exact_shapley", of: WeightedVotingGame(votes: [2, 1, 1, 1], quota: 3))
    #expect(largestDifference(votes.values, [1.0 / 2, 1.0 / 6, 1.0 / 6, 1.0 / 6]) < 1e-14)
    let banzhaf = try values("semivalue", ["weights": .text("banzhaf")], of: GloveGame(left: 1, right: 2))
    #expect(largestDifference(banzhaf.values, [3.0 / 4, 1.0 / 4, 1.0 / 4]) < 1e-14)
  }

  @Test func `enumeration of more than twenty players is refused before any fit`() throws {
    let game = AdditiveGame(worths: [Double](repeating: 1, count: 21))
    for name in ["exact_shapley", "semivalue"] {
      #expect(throws: ValuationError.tooManyPlayers(method: name, players: 21, limit: 20)) {
        try values(name, of: game)
      }
    }
    #expect(try values("semivalue", ["permutations": .integer(2)], of: game).values == game.worths)
    #expect(try method("exact_shapley").evaluations(players: 100) == Int.max)
  }

  @Test func `weights by size are divided by their sum`() throws {
    let game = randomGame(players: 4, seed: 3)
    let list = Value.list([3, 1, 0, 0].map(Value.real))
    let found = try values("semivalue", ["weights": list], of: game)
    let truth = ExactSemivalue(coefficients: [0.75, 0.25 / 3, 0, 0]).valuesByDefinition(of: game)
    #expect(largestDifference(found.values, truth) < 1e-14)
    let beta = Value.record([.init("alpha", .real(2)), .init("beta", .real(3))])
    let record = try values("semivalue", ["weights": beta], of: game)
    let betaTruth = ExactSemivalue(.beta(alpha: 2, beta: 3), players: 4).values(of: game)
    #expect(largestDifference(record.values, betaTruth) < 1e-14)
  }

  @Test func `weights that do not fit the players are an error`() throws {
    let game = randomGame(players: 4, seed: 3)
    for numbers in [[1.0, 1, 1], [0, 0, 0, 0]] {
      for permutations in [Value.none, .integer(5)] {
        let arguments = ["weights": Value.list(numbers.map(Value.real)), "permutations": permutations]
        #expect(throws: ValuationError.unusableWeights(count: numbers.count, players: 4)) {
          try values("semivalue", arguments, of: game)
        }
      }
    }
  }

  @Test func `all permutation methods meet the same permutations`() throws {
    let game = randomGame(players: 5, seed: 4)
    let plain = try values("permutation_shapley", of: game)
    let one = ["alpha": Value.real(1), "beta": .real(1)]
    #expect(largestDifference(try values("beta_shapley", one, of: game).values, plain.values) < 1e-14)
    #expect(try values("tmc_shapley", ["truncation": .text("none")], of: game).values == plain.values)
    #expect(try values("semivalue", ["permutations": .integer(100)], of: game).values == plain.values)
  }

  @Test func `a pair of reversed orders is one draw and exact where contributions fall evenly`() throws {
    // v = s (2n − s): the s-th to come adds 2n − 2s + 1, so a player's two places always add up to the same.
    let table = (0..<32).map { Double($0.nonzeroBitCount * (10 - $0.nonzeroBitCount)) }
    let game = EnumeratedGame(players: 5, table: table)
    let found = try values("antithetic_shapley", ["permutations": .integer(7)], of: game)
    #expect(found.values == [5, 5, 5, 5, 5] && found.standardErrors == [0, 0, 0, 0, 0])
    #expect(found.facts.first { $0.name == "permutations" }?.value == 8)
    #expect(found.facts.first { $0.name == "draws" }?.value == 4)
    let plain = try values("permutation_shapley", ["permutations": .integer(8)], of: game)
    #expect((plain.standardErrors?.max() ?? 0) > 0.1)
  }

  @Test(arguments: [1.0, 4, 16]) func `the spread of Beta values is that of their weights`(alpha: Double) throws {
    // Every contribution to an odd or even coalition is 1 or −1, so its weighted square is the squared weight.
    let game = EnumeratedGame(players: 10, table: (0..<1024).map { Double($0.nonzeroBitCount % 2) })
    let permutations = 2000
    let found = try values(
      "beta_shapley", ["alpha": .real(alpha), "beta": .real(1), "permutations": .integer(permutations)], of: game)
    let semivalue = Semivalue.beta(alpha: alpha, beta: 1)
    let value = ExactSemivalue(semivalue, players: 10).values(of: game)[0]
    let square = Statistics.mean(semivalue.positionWeights(players: 10).map { $0 * $0 })
    let variance = Statistics.mean(try #require(found.standardErrors).map { $0 * $0 * Double(permutations) })
    // Twenty thousand squared weights, of which the largest are some ten times the mean.
    #expect(abs(variance / (square - value * value) - 1) < 0.1)
  }
}

@Suite struct OwenValueTests {
  private let unions = [[0, 3], [1], [2, 4]]

  /// A name for each player.
  private func groups(_ unions: [[Int]]) -> Value {
    let players = unions.joined().sorted()
    return .list(players.map { player in .text("union \(unions.firstIndex { $0.contains(player) } ?? 0)") })
  }

  private func values(_ unions: [[Int]], of game: any Game, permutations: Int = 200) throws -> DataValues {
    let arguments = Arguments(["groups": groups(unions), "permutations": .integer(permutations)])
    return try OwenValue(arguments).values(of: game, in: testRun())
  }

  @Test func `the two-step definition is the mean over orders that keep unions together`() {
    let game = randomGame(players: 5, seed: 12)
    let orders = Self.permutations(Array(0..<5)).filter { Self.keeps($0, unions) }
    #expect(orders.count == 6 * 2 * 2)
    var sums = [Double](repeating: 0, count: 5)
    for order in orders {
      var mask = 0
      for player in order {
        sums[player] += game.table[mask | 1 << player] - game.table[mask]
        mask |= 1 << player
      }
    }
    let means = sums.map { $0 / Double(orders.count) }
    #expect(largestDifference(means, exactOwen(game, unions)) < 1e-13)
  }

  @Test func `each order keeps unions together and all are equally frequent`() throws {
    let structure = try Unions(names: ["z", "b", "a", "z", "a"], players: 5)
    var counts: [[Int]: Int] = [:]
    for draw in 0..<4800 {
      let order = structure.order(SeedStream(root: 5).branch(draw))
      #expect(Self.keeps(order, unions))
      counts[order, default: 0] += 1
    }
    // 24 orders, 200 expected of each with a deviation of 14.
    #expect(counts.count == 24 && counts.values.allSatisfy { abs($0 - 200) < 70 })
  }

  @Test func `unions that each or all stand alone give the Shapley value`() throws {
    let game = randomGame(players: 4, seed: 13)
    let truth = ExactSemivalue(.shapley, players: 4).values(of: game)
    #expect(largestDifference(exactOwen(game, [[0], [1], [2], [3]]), truth) < 1e-14)
    #expect(largestDifference(exactOwen(game, [[0, 1, 2, 3]]), truth) < 1e-14)
    for structure in [[[0], [1], [2], [3]], [[0, 1, 2, 3]]] {
      let found = try values(structure, of: game)
      let errors = try #require(found.standardErrors)
      for player in 0..<4 { #expect(abs(found.values[player] - truth[player]) <= 4 * errors[player]) }
    }
  }

  @Test func `a union of right gloves earns half of the pair`() throws {
    // One left glove against two right ones that negotiate together: half each side, then a quarter each by symmetry.
    #expect(
      largestDifference(
        exactOwen(EnumeratedGame(players: 3, table: [0, 0, 0, 1, 0, 1, 0, 1]), [[0], [1, 2]]), [0.5, 0.25, 0.25])
        < 1e-15)
  }

  @Test func `a union's values sum to its Shapley value among unions`() throws {
    let game = randomGame(players: 5, seed: 14)
    let owen = exactOwen(game, unions)
    let quotient = try ExactSemivalue(.shapley, players: 3).values(
      of: GroupGame(game, groups: unions), in: testRun())
    for (union, members) in unions.enumerated() {
      #expect(abs(members.reduce(0) { $0 + owen[$1] } - quotient[union]) < 1e-13)
    }
  }

  @Test func `unions by a column are those of the lists`() throws {
    let data = RandomData.reals(train: 6, validation: 12, features: 2, classes: 2, seed: 15)
    let problem = ValuationProblem(
      train: data.train, validation: data.validation,
      attributes: [.init("owner", ["a", "b", "a", "c", "b", "a"])])
    func owen(_ groups: Value) -> OwenValue {
      OwenValue(Arguments(["model": .component(testModel), "groups": groups, "permutations": .integer(12)]))
    }
    let column = owen(.record([.init("by", .text("owner"))]))
    let listed = owen(groups([[0, 2, 5], [1, 4], [3]]))
    let values = try column.values(of: problem, in: testRun())
    #expect(values == (try listed.values(of: problem, in: testRun(threads: 2))))
    let batches = try (0..<2).map { try column.batch($0, of: problem, in: testRun()) }
    #expect(try column.combine(batches, for: problem, in: testRun()) == values)
    #expect(throws: ValuationError.noAttribute("city", available: ["owner"])) {
      try owen(.record([.init("by", .text("city"))])).values(of: problem, in: testRun())
    }
  }

  @Test func `unions that do not name every player are an error`() throws {
    let game = randomGame(players: 5, seed: 1)
    #expect(throws: ValuationError.unionsOfOtherPlayers(count: 4, players: 5)) {
      try values([[0, 1], [2, 3]], of: game)
    }
    let byColumn = OwenValue(Arguments(["groups": .record([.init("by", .text("owner"))])]))
    #expect(throws: ValuationError.noAttribute("owner", available: [])) { try byColumn.values(of: game, in: testRun()) }
  }

  private static func permutations(_ items: [Int]) -> [[Int]] {
    guard items.count > 1 else { return [items] }
    return items.flatMap { first in permutations(items.filter { $0 != first }).map { [first] + $0 } }
  }

  private static func keeps(_ order: [Int], _ unions: [[Int]]) -> Bool {
    unions.allSatisfy { union in
      let places = union.compactMap { order.firstIndex(of: $0) }.sorted()
      return (places.last ?? 0) - (places.first ?? 0) == union.count - 1
    }
  }
}

/// The Owen value by its two sums: over the unions that came before, then over the members that came before.
func exactOwen(_ game: EnumeratedGame, _ unions: [[Int]]) -> [Double] {
  let order = Semivalue.shapley.coefficients(players: unions.count)
  var values = [Double](repeating: 0, count: game.players)
  for (own, members) in unions.enumerated() {
    let within = Semivalue.shapley.coefficients(players: members.count)
    for before in 0..<1 << unions.count where before >> own & 1 == 0 {
      let there = unions.indices.filter { before >> $0 & 1 == 1 }.flatMap { unions[$0] }.reduce(0) { $0 | 1 << $1 }
      for inside in 0..<1 << members.count {
        let mates = members.indices.filter { inside >> $0 & 1 == 1 }.reduce(0) { $0 | 1 << members[$1] }
        for (place, player) in members.enumerated() where inside >> place & 1 == 0 {
          let weight = order[before.nonzeroBitCount] * within[inside.nonzeroBitCount]
          values[player] += weight * (game.table[there | mates | 1 << player] - game.table[there | mates])
        }
      }
    }
  }
  return values
}
