import Compute
import Testing
import Valuation
import Vocabulary

@Suite("Games that a study names")
struct NamedGameTests {
  private func values(_ toy: any ToyGame) throws -> [Double] {
    let run = Run(seeds: SeedStream(root: 3))
    let game = try toy.game(seeds: run.seeds)
    // The plain definition: the mean marginal contribution over all orders.
    let orders = Self.orders(game.players)
    var sums = [Double](repeating: 0, count: game.players)
    for order in orders {
      var (coalition, before) = (Coalition(players: game.players), game.emptyUtility)
      for player in order {
        coalition.insert(player)
        let after = try game.utilities(of: [coalition], in: run)[0]
        sums[player] += after - before
        before = after
      }
    }
    return sums.map { $0 / Double(orders.count) }
  }

  private static func orders(_ count: Int) -> [[Int]] {
    guard count > 0 else { return [[]] }
    return orders(count - 1).flatMap { order in
      (0..<count).map { place in Array(order[..<place]) + [count - 1] + Array(order[place...]) }
    }
  }

  private func expect(_ toy: any ToyGame, _ expected: [Double]) throws {
    let found = try values(toy)
    // At most 24 orders are added, each rounded in the last of 53 bits.
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-14 } && found.count == expected.count, "\(found)")
  }

  @Test("Shapley values are those that the cards tell")
  func known() throws {
    func reals(_ numbers: [Double]) -> Value { .list(numbers.map(Value.real)) }
    func integers(_ numbers: [Int]) -> Value { .list(numbers.map(Value.integer)) }
    try expect(Additive(Arguments(["weights": reals([1, -0.5, 2])])), [1, -0.5, 2])
    try expect(Unanimity(Arguments(["players": .integer(4), "carrier": integers([1, 3])])), [0, 0.5, 0, 0.5])
    try expect(Gloves(Arguments(["left": .integer(1), "right": .integer(2)])), [2.0 / 3, 1.0 / 6, 1.0 / 6])
    try expect(Airport(Arguments(["costs": reals([1, 3, 2])])), [1.0 / 3, 11.0 / 6, 5.0 / 6])
    try expect(
      WeightedVoting(Arguments(["weights": reals([2, 1, 1]), "quota": .real(3)])), [2.0 / 3, 1.0 / 6, 1.0 / 6])
  }

  @Test("a random game is a function of its stream, with harmful players among many draws")
  func random() throws {
    let toy = RandomGame(Arguments(["players": .integer(5)]))
    let everyone = [Coalition.everyone(of: 5)]
    let run = Run(seeds: SeedStream(root: 1))
    func full(_ root: UInt64) throws -> Double {
      try toy.game(seeds: SeedStream(root: root)).utilities(of: everyone, in: run)[0]
    }
    #expect(try full(1) == full(1) && full(1) != full(2))
    let additive = RandomGame(Arguments(["players": .integer(5), "interaction": .real(0)]))
    let worths = try (0..<20).flatMap { root in
      let game = try additive.game(seeds: SeedStream(root: UInt64(root)))
      return try game.utilities(of: (0..<5).map { Coalition(players: 5, members: [$0]) }, in: run)
    }
    // 100 signs of fair coins: fewer than 30 of one are less likely than 1 in 10 000.
    #expect((30...70).contains(worths.count { $0 < 0 }))
  }

  @Test("arguments that fit no game together are refused")
  func impossible() {
    func integers(_ numbers: [Int]) -> Value { .list(numbers.map(Value.integer)) }
    func reals(_ numbers: [Double]) -> Value { .list(numbers.map(Value.real)) }
    let seeds = SeedStream(root: 0)
    #expect(throws: ValuationError.self) {
      try Unanimity(Arguments(["players": .integer(2), "carrier": integers([2])])).game(seeds: seeds)
    }
    #expect(throws: ValuationError.self) {
      try WeightedVoting(Arguments(["weights": reals([1, 1]), "quota": .real(3)])).game(seeds: seeds)
    }
    #expect(throws: ValuationError.self) {
      try Gloves(Arguments(["left": .integer(0), "right": .integer(0)])).game(seeds: seeds)
    }
  }
}
