import Compute
import Datasets
import Testing
import Valuation
import Vocabulary

@testable import Evaluation

private let both: [Card] = [KNNShapley.card, KNNLeaveOneOut.card]

private func order(_ methods: [Card] = both, k: Int = 3, _ more: [String: Value] = [:]) -> OrderPreservation {
  let components = methods.map { Value.component(ComponentValue($0, Arguments(["k": .integer(k)]))) }
  return OrderPreservation(Arguments(["methods": .list(components)].merging(more) { $1 }))
}

private let pair: [OrderPreservation.Valued] = [
  .init(label: "shapley", semivalue: .shapley, neighbours: 5),
  .init(label: "loo", semivalue: .leaveOneOut, neighbours: 5),
]

/// Distances in tenths, so that points and pool are never equally far.
private func view(_ points: [(Int, Double)], pool: [(Int, Double)]) -> PooledNeighbours {
  PooledNeighbours(
    distances: points.map { Float($0.0) }, payoffs: points.map(\.1), pool: pool.map { Float($0.0) },
    poolPayoffs: pool.map(\.1))
}

private let crowd = view(
  [(3, 1), (11, 0), (12, 1), (25, 0), (40, 1)], pool: [(18, 0), (5, 1), (33, 1), (27, 0)])
private let crowdPool: [(Int, Double)] = [(18, 0), (5, 1), (33, 1), (27, 0)]
private let crowdPoints: [(Int, Double)] = [(3, 1), (11, 0), (12, 1), (25, 0), (40, 1)]

/// The soft accuracy by its definition.
private func utility(_ members: [(Int, Double)], _ neighbours: Int) -> Double {
  let nearest = members.sorted { $0.0 < $1.0 }.prefix(neighbours)
  return nearest.reduce(0) { $0 + $1.1 } / Double(neighbours)
}

/// All sequences of `draws` numbers below `pool`, without repetition where asked.
private func sequences(_ draws: Int, pool: Int, replaces: Bool) -> [[Int]] {
  guard draws > 0 else { return [[]] }
  return sequences(draws - 1, pool: pool, replaces: replaces).flatMap { start in
    (0..<pool).filter { replaces || !start.contains($0) }.map { start + [$0] }
  }
}

@Test("expected gains are those of all sets, by the definition of the utility", arguments: [true, false])
func expectedGains(replaces: Bool) {
  for neighbours in 1...3 {
    for sizes in [0..<1, 1..<2, 2..<3, 3..<4, 4..<5, 0..<4] {
      let odds = NeighbourOdds(RandomSets(sizes: sizes, replaces: replaces), pool: 4, neighbours: neighbours)
      let gains = crowd.gains(ExpectedGain(odds, payoffs: crowd.poolPayoffs))
      for point in crowdPoints.indices {
        let bySize = sizes.map { size in
          Statistics.mean(
            sequences(size, pool: 4, replaces: replaces).map { set in
              let members = set.map { crowdPool[$0] }
              return utility(members + [crowdPoints[point]], neighbours) - utility(members, neighbours)
            })
        }
        // Sums of a few hundred shares of at most 1.
        #expect(abs(gains[point] - Statistics.mean(bySize)) < 1e-14, "\(point), K = \(neighbours), \(sizes)")
      }
    }
  }
}

@Test("one set gives each point what the definition of the utility says")
func gainsOfOneSet() {
  for set in sequences(3, pool: 4, replaces: true) {
    let gains = crowd.gains(of: set, neighbours: 2)
    let members = set.map { crowdPool[$0] }
    for point in crowdPoints.indices {
      #expect(gains[point] == utility(members + [crowdPoints[point]], 2) - utility(members, 2))
    }
  }
}

@Test("small chances keep their digits: the K-th nearest of many draws is rarely far")
func farPool() {
  let odds = NeighbourOdds(RandomSets(size: 400, replaces: true), pool: 100, neighbours: 1)
  // With K = 1, nobody among the q nearest has the chance (1 − q/P)^m, here 2⁻⁴⁰⁰.
  var chance = 1.0
  for _ in 0..<400 { chance *= 0.5 }
  #expect(abs(odds.open[50] / chance - 1) < 1e-12)
  #expect(odds.closing[50] > 0 && odds.closing[99] >= 0)
}

@Test("every small case: 1,855,968 pairs, none of them reversed, and leave-one-out tells none beyond K apart")
func smallCases() {
  let enumeration = OrderEnumeration([.shapley, .leaveOneOut, .banzhaf, .beta(alpha: 4, beta: 1)])
  for counts in enumeration.counts {
    #expect(counts.total.pairs == 1_855_968 && counts.total.discordant == 0 && counts.total.undecided == 0)
  }
  let (shapley, loo) = (enumeration.counts[0], enumeration.counts[1])
  #expect(loo[.none].valueTied == loo[.none].pairs && loo[.none].pairs == 580_800)
  #expect(loo[.one].concordant == 377_196 && shapley[.none].concordant == 239_980)
  // Within K both values are differences of the same labels, so they separate the same pairs.
  #expect(loo[.both] == shapley[.both])
}

@Test("the smallest counterexamples: three points for all pairs, two points for only within K")
func counterexamples() throws {
  let enumeration = OrderEnumeration([.shapley, .leaveOneOut])
  let tied = try #require(enumeration.tied[0])
  #expect(tied.payoffs.count == 3 && tied.pair == (0, 2) && tied.values.0 != tied.values.1)
  // The theorem's assumption: some pool point is farther than every point.
  #expect(tied.nearer.allSatisfy { $0 < tied.poolPayoffs.count })
  let beyond = try #require(enumeration.beyond[1])
  #expect(beyond.payoffs == [1, 0] && beyond.values == (1, 0) && beyond.neighbours == 1)
}

@Test("87,000 random pairs: none reversed, and leave-one-out tells none of the 60,000 beyond K apart")
func randomPairs() throws {
  let counts = try order().randomCases(pair, size: 30, in: run).regions
  for count in counts {
    #expect(RegionCounts.Region.allCases.map { count[$0].pairs } == [2_000, 25_000, 60_000])
    #expect(count.total.discordant == 0)
  }
  #expect(counts[1][.none].valueTied == 60_000 && counts[1][.one].concordant > 9_000)
  #expect(counts[0].total.resolution ?? 0 > 0.8)
}

@Test("with sets of 45, ties of values alone number what an independent count found; none of the 60,000 is told apart")
func tiesOfValues() throws {
  let counts = try order().randomCases(pair, size: 45, in: run)
  let (shapley, loo) = (counts.ties[0], counts.ties[1])
  // How the cases of that count were made is not told, and these are other draws. Shapley's rarer ties scatter more.
  #expect(abs(Double(loo.valuesOnly) / 57_205 - 1) < 0.05, "\(loo)")
  #expect(abs(Double(shapley.valuesOnly) / 5_650 - 1) < 0.1, "\(shapley)")
  #expect(counts.regions[1][.none].pairs == 60_000 && counts.regions[1][.none].valueTied == 60_000)
  for method in 0...1 {
    let (ties, total) = (counts.ties[method], counts.regions[method].total)
    #expect(total.discordant == 0 && ties.pairs == 87_000)
    // Both ways to count see the same pairs; one of them tells exact ties of gains from vanished ones.
    #expect(ties.valuesOnly + ties.both == total.valueTied)
    #expect(ties.neither == total.compared && ties.gainsOnly == total.gainTied + total.undecided)
  }
}

@Test("values do not depend on the size of the random set, but fewer gains differ where it is larger")
func tiesBySize() throws {
  let (small, large) = (
    try order().randomCases(pair, size: 30, in: run), try order().randomCases(pair, size: 45, in: run)
  )
  for method in 0...1 {
    let (first, second) = (small.ties[method], large.ties[method])
    #expect(first.valuesOnly + first.both == second.valuesOnly + second.both)
    #expect(second.both > first.both && second.gainsOnly > first.gainsOnly)
  }
}

@Test("pairs are counted where they are tied")
func tieCells() {
  // K = 1 and no pool point but a far one that pays: values of leave-one-out are 1, 0, 0, 0.
  let view = view([(1, 1), (2, 0), (3, 1), (4, 0)], pool: [(9, 1)])
  let gain = ExpectedGain(
    NeighbourOdds(RandomSets(size: 1, replaces: true), pool: 1, neighbours: 1), payoffs: view.poolPayoffs)
  let ties = view.ties(NeighbourWeights(.leaveOneOut, players: 4, neighbours: 1), gain)
  // Every set is the far point, so points that pay add 0 and others −1.
  #expect(ties.neither == 2 && ties.gainsOnly == 1 && ties.valuesOnly == 2 && ties.both == 1)
}

@Test("with several validation points Shapley leads for uniform sizes and leave-one-out from n points on")
func severalPoints() throws {
  let several = try OrderOfSeveralPoints([.shapley, .leaveOneOut], in: run)
  func mean(_ law: Int, _ method: Int, _ measure: (OrderCounts) -> Double?) -> Double {
    several.estimate(law: law, method: method, measure)?.mean ?? .nan
  }
  // Means over 20 data sets elsewhere, by size of the set; means over data sets scatter by about 0.03.
  let known: [Int: (Double, Double)] = [
    5: (0.764, 0.648), 10: (0.849, 0.720), 20: (0.863, 0.778), 40: (0.817, 0.820), 60: (0.774, 0.832),
    300: (0.707, 0.778),
  ]
  for (law, index) in zip(OrderOfSeveralPoints.laws, 0...) {
    let (shapley, loo) = (mean(index, 0, \.agreement), mean(index, 1, \.agreement))
    guard let size = law.size else {
      #expect(shapley > loo + 0.05 && abs(shapley - 0.903) < 0.06 && abs(loo - 0.792) < 0.09)
      continue
    }
    if size >= 60 { #expect(loo > shapley + 0.02, "size \(size)") }
    if size <= 20 { #expect(shapley > loo + 0.05, "size \(size)") }
    if let (first, second) = known[size] {
      #expect(abs(shapley - first) < 0.06 && abs(loo - second) < 0.09, "size \(size): \(shapley), \(loo)")
    }
  }
  // About half of all pairs share their leave-one-out value; hardly any their Shapley value.
  #expect(abs(mean(0, 1, \.resolution) - 0.5) < 0.1 && mean(0, 0, \.resolution) > 0.99)
}

@Test("sampled sets agree with the closed form, neither too badly nor too well")
func sampling() throws {
  let several = try OrderOfSeveralPoints([.shapley], in: run)
  let samples = try (0..<20).map { try several.sampled(draws: 200, in: Run(seeds: SeedStream(root: $0))) }
  let decided = samples.reduce(0) { $0 + $1.decided }
  // At three standard errors, pairs that add almost the same are decided wrongly once in a while.
  #expect(decided > 10_000 && Double(samples.reduce(0) { $0 + $1.agreeing }) > 0.999 * Double(decided))
  let largest = samples.map(\.largestDeviation)
  // Of 20 · 60 dependent deviations the largest lie between one and five standard errors, not all near 0.
  #expect((largest.max() ?? 0) < 5 && Statistics.mean(largest) > 0.8)
}

@Test("values by rank are the method's own")
func methodValues() throws {
  let (train, validation) = (line(12, flipped: [2, 5]), line(4))
  let problem = ValuationProblem(train: train, validation: validation)
  let views = PooledNeighbours.all(train: train, pool: line(8), validation: validation)
  for (card, semivalue) in [(KNNShapley.card, Semivalue.shapley), (KNNLeaveOneOut.card, .leaveOneOut)] {
    let method = try #require(valuationMethods.first { $0.card.name == card.name })
    let values = try method.init(Arguments(["k": .integer(3)])).values(of: problem, in: run).values
    let weights = NeighbourWeights(semivalue, players: 12, neighbours: 3)
    let own = OrderOfSeveralPoints.mean(views.map { $0.values(weights) })
    #expect(zip(own, values).allSatisfy { abs($0 - $1) < 1e-14 })
  }
}

private let partition = Partition(
  train: line(14, flipped: [2, 5, 8]), validation: line(6, flipped: [1]), test: line(30, flipped: [3]), corrupted: nil)

private func caseFindings(_ arguments: [String: Value]) throws -> OrderPreservation.CaseFindings {
  let check = order(both, arguments)
  return try check.caseFindings(
    partition,
    [
      .init(label: "shapley", semivalue: .shapley, neighbours: 3),
      .init(label: "loo", semivalue: .leaveOneOut, neighbours: 3),
    ], in: run)
}

@Test("with sets from the valued points a gain is the difference of Shapley values, also where K exceeds n")
func subsetIdentity() throws {
  let findings = try caseFindings(["sets": .text("subset_shapley")])
  let error = try #require(findings.largestIdentityError)
  // Sums of a dozen shares.
  #expect(error < 1e-14)
  for neighbours in [1, 2, 5, 9] {
    let weights = NeighbourWeights(.shapley, players: 5, neighbours: neighbours)
    let values = crowd.values(weights)
    var pairs = 0
    OrderPreservation.forEachPair(crowd, neighbours) { near, far, gain in
      pairs += 1
      #expect(abs(values[crowd.order[near]] - values[crowd.order[far]] - gain) < 1e-14)
    }
    #expect(pairs == 10)
  }
}

@Test("on a case every law counts every pair once and reverses none at a single validation point")
func caseLaws() throws {
  for sets in OrderPreservation.Sets.allCases {
    let findings = try caseFindings([
      "sets": .text(sets.rawValue), "pool": .text("test"), "validation_points": .integer(5),
    ])
    for region in findings.regions {
      #expect(region.total.pairs == 5 * 14 * 13 / 2 && region.total.discordant == 0)
    }
    #expect(findings.validationPoints == 5 && findings.orders.isEmpty == (sets == .subsetShapley))
  }
}

@Test("other methods, empty pools and sets larger than their pool are refused, naming what is wrong")
func refusals() {
  #expect(throws: EvaluationError.noNeighbourMethod(check: "order_preservation", method: "random")) {
    try order([KNNShapley.card, RandomValues.card]).check(nil, in: run)
  }
  #expect(throws: EvaluationError.emptyPart(check: "order_preservation", part: "test")) {
    let empty = Partition(train: line(4), validation: line(2), test: line(0), corrupted: nil)
    return try order().check(empty, in: run)
  }
  #expect(throws: EvaluationError.setSize(31, available: 30)) {
    try caseFindings(["sets": .text("pool_without_replacement"), "size": .integer(31)])
  }
}

@Test("the theorem as worded fails, the report says why, and charts find their columns")
func orderResult() throws {
  let result = try order(both, ["case": .text("line"), "draws": .integer(100)]).check(partition, in: run)
  #expect(result.verdict == .fails && result.exactly.contains("1855968 pairs"))
  #expect(result.counterexample.contains("All pairs") && result.counterexample.contains("Only within K"))
  // Everybody can draw it: the smallest counterexample in the order of distance.
  #expect(result.counterexample.contains("point 1 (wrong), point 2 (right), point 3 (wrong)"))
  #expect(result.tables.filter(\.isPrinted).map(\.name) == ["regions", "ties"])
  expectDrawable(result)
  let regions = try #require(result.tables.first).table
  #expect(regions.integers("discordant").allSatisfy { $0 == 0 } && regions.count == 18)
  #expect(result.finding.contains("Self-test"))
}

@Test("without Shapley and leave-one-out nothing of the theorem is left to fail")
func otherWording() throws {
  let loo = try order([KNNLeaveOneOut.card]).check(nil, in: run)
  #expect(loo.verdict == .fails && !loo.counterexample.contains("All pairs"))
}

/// Charts name tables and columns that exist, texts hold no TeX, and the same seed gives the same result.
func expectDrawable(_ result: TheoryResult) {
  for chart in result.charts {
    let table = result.tables.first { $0.name == chart.table }?.table
    for name in [chart.x, chart.y, chart.series, chart.low, chart.high].compactMap({ $0 }) + chart.facets {
      #expect(table?.column(name) != nil, "\(chart.table).\(name)")
    }
  }
  let texts = [result.statement, result.exactly, result.sampled, result.finding, result.counterexample]
  for text in texts + result.tables.map(\.caption) + result.charts.map(\.caption) {
    #expect(!text.contains("$") && !text.contains("\\"), "\(text)")
  }
  for table in result.tables {
    for column in table.table.columns {
      guard case .reals(let values) = column.values else { continue }
      #expect(!values.contains { $0.isInfinite }, "\(table.name).\(column.name)")
    }
  }
}
