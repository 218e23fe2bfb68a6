import Compute
import Testing
import Valuation
import Vocabulary

/// Stopping rules, judged on walks through a game of eight players with harmful ones among them.
@Suite struct StopRuleTests {
  private let game = EnumeratedGame(
    players: 8, table: (0..<256).map { mask in 0.2 * SeedStream(root: 12).uniform(mask) + Double(mask % 16) / 15 })

  private func method(_ stop: Value?, permutations: Int = 1000) -> TMCShapley {
    var values: [String: Value] = ["permutations": .integer(permutations), "truncation": .text("none")]
    values["stop"] = stop
    return TMCShapley(Arguments(values))
  }

  private func rule(_ fields: Value.Field...) -> Value { .record(fields) }

  /// Batches taken before the rule said enough.
  private func batches(_ stop: Value) throws -> Int {
    try Int(fact("permutations", method(stop).values(of: game, in: testRun()))) / 10
  }

  private func fact(_ name: String, _ values: DataValues) throws -> Double {
    try #require(values.facts.first { $0.name == name }).value
  }

  @Test func `a budget of fits ends at the first batch that reaches it`() throws {
    // A batch is ten walks of seven fits; v(N) is one more.
    #expect(try batches(rule(.init("fits", .integer(70)))) == 1)
    #expect(try batches(rule(.init("fits", .integer(72)))) == 2)
    #expect(try batches(rule(.init("fits", .integer(1_000_000)))) == 100)
  }

  @Test func `a standard error is reached at the first batch after which every player's is small`() throws {
    let limit = 0.02
    let stop = rule(.init("standard_error", .real(limit)))
    let count = try batches(stop)
    #expect(count > 1 && count < 100)
    let enough = try method(nil, permutations: 10 * count).values(of: game, in: testRun())
    let before = try method(nil, permutations: 10 * (count - 1)).values(of: game, in: testRun())
    #expect(try #require(enough.standardErrors).allSatisfy { $0 <= limit })
    #expect(try #require(before.standardErrors).contains { $0 > limit })
    #expect(try method(stop).values(of: game, in: testRun()) == enough)
  }

  @Test func `rank stability compares even with odd batches`() throws {
    let count = try batches(rule(.init("rank_stability", .real(0.98))))
    func half(_ parity: Int, of count: Int) throws -> [Double] {
      var accumulator = PermutationAccumulator()
      for index in stride(from: parity, to: count, by: 2) {
        accumulator.add(try method(nil).batch(index, of: game, in: testRun()))
      }
      return try accumulator.values().values
    }
    #expect(try #require(Statistics.spearman(half(0, of: count), half(1, of: count))) >= 0.98)
    for fewer in 2..<max(3, count) where fewer < count {
      #expect(try #require(Statistics.spearman(half(0, of: fewer), half(1, of: fewer))) < 0.98)
    }
  }

  @Test func `any stops at the earliest rule, all at the latest, and rules side by side are any`() throws {
    let (few, many) = (Value.Field("fits", .integer(200)), Value.Field("fits", .integer(900)))
    #expect(try batches(rule(.init("any", .list([rule(few), rule(many)])))) == batches(rule(few)))
    #expect(try batches(rule(.init("all", .list([rule(few), rule(many)])))) == batches(rule(many)))
    #expect(try batches(rule(many, .init("standard_error", .real(10)))) == 1)
  }

  @Test func `published rules need ten chains or ten batches before, and a constant player does not stall them`() throws
  {
    #expect(try batches(rule(.init("relative_change", .real(1e6)))) == 11)
    #expect(try batches(rule(.init("gelman_rubin", .real(1.05)))) >= 20)
    let additive = AdditiveGame(worths: [1, 2, 0, -1])
    let values = try method(rule(.init("gelman_rubin", .real(1.05)))).values(of: additive, in: testRun())
    // Every draw of an additive game is the same: the statistic is 1 as soon as it is defined.
    #expect(try fact("permutations", values) == 200)
  }

  @Test func `a watch that hears the same batches decides the same`() throws {
    let method = method(rule(.init("standard_error", .real(0.03))))
    var (first, second) = (try #require(method.watch()), try #require(method.watch()))
    for index in 0..<20 {
      let batch = try method.batch(index, of: game, in: testRun())
      #expect(try first.isEnough(adding: batch) == second.isEnough(adding: batch))
    }
  }

  @Test func `rules that say less than they seem to are followed with a warning, others without`() throws {
    let additive = AdditiveGame(worths: [1, 2, 0, -1])
    let rubin = rule(.init("gelman_rubin", .real(1.05)))
    let notes = try method(rubin).values(of: additive, in: testRun()).notes
    #expect(notes.count == 2 && notes[1].hasPrefix("4 of 4 players never varied"))
    let either = rule(.init("any", .list([rubin, rubin, rule(.init("relative_change", .real(0.5)))])))
    #expect(try method(either).values(of: game, in: testRun()).notes.count == 2)
    #expect(try method(rule(.init("standard_error", .real(0.1)))).values(of: game, in: testRun()).notes.isEmpty)
  }
}
