import Compute
import Testing
import Valuation
import Vocabulary

/// The least core by trying every corner of its linear program, then every set of tight claims: slow and plain.
///
/// Unknown are the values and the deficit; a corner is where as many coalitions as players get just their claim less the
/// deficit while the values share out the surplus. Of the divisions with the least deficit the shortest one is tight on
/// some coalitions and has no part beside them. O(C(2ⁿ, n) n³): up to five players.
func leastCoreByEnumeration(of game: EnumeratedGame) -> (values: [Double], deficit: Double) {
  let n = game.players
  let full = game.table.count - 1
  let surplus = game.table[full] - game.table[0]
  guard n > 1 else { return ([surplus], 0) }
  let claims = (1..<full).map { Claim(mask: $0, worth: game.table[$0] - game.table[0]) }
  let deficit = leastDeficit(claims, players: n, surplus: surplus)
  var best: (values: [Double], length: Double) = ([], .infinity)
  for tight in (0..<n).flatMap({ choices($0, of: claims.count) }) {
    let sides = tight.map { index in (0..<n).map { claims[index].deviation($0, players: n) } }
    let rows = tight.indices.map { row -> [Double] in
      let claim = claims[tight[row]]
      let products = sides.map { side in (0..<n).reduce(0) { $0 + side[$1] * sides[row][$1] } }
      return products + [claim.worth - deficit - surplus * Double(claim.mask.nonzeroBitCount) / Double(n)]
    }
    guard let shares = solved(rows) else { continue }
    let values = (0..<n).map { player in
      tight.indices.reduce(surplus / Double(n)) { $0 + shares[$1] * sides[$1][player] }
    }
    let length = values.reduce(0) { $0 + $1 * $1 }
    if length < best.length, claims.allSatisfy({ $0.isMet(values, deficit) }) { best = (values, length) }
  }
  return (best.values, deficit)
}

private struct Claim {
  let mask: Int
  let worth: Double

  func holds(_ player: Int) -> Bool { mask >> player & 1 == 1 }

  /// Membership less the share of members.
  func deviation(_ player: Int, players: Int) -> Double {
    (holds(player) ? 1 : 0) - Double(mask.nonzeroBitCount) / Double(players)
  }

  func isMet(_ values: [Double], _ deficit: Double) -> Bool {
    values.indices.reduce(deficit) { holds($1) ? $0 + values[$1] : $0 } >= worth - 1e-9
  }
}

private func leastDeficit(_ claims: [Claim], players n: Int, surplus: Double) -> Double {
  var least = Double.infinity
  for corner in choices(n, of: claims.count) {
    var rows = corner.map { index in (0..<n).map { claims[index].holds($0) ? 1.0 : 0 } + [1, claims[index].worth] }
    rows.append([Double](repeating: 1, count: n) + [0, surplus])
    guard let solution = solved(rows), solution[n] < least else { continue }
    if claims.allSatisfy({ $0.isMet(Array(solution[..<n]), solution[n]) }) { least = solution[n] }
  }
  return least
}

/// All sets of so many numbers below a bound, ascending.
private func choices(_ count: Int, of total: Int) -> [[Int]] {
  guard count > 0 else { return [[]] }
  guard total >= count else { return [] }
  return choices(count, of: total - 1) + choices(count - 1, of: total - 1).map { $0 + [total - 1] }
}

/// The solution of equations with their right side last, by elimination with pivoting; `nil` for singular ones.
private func solved(_ equations: [[Double]]) -> [Double]? {
  var rows = equations
  let order = rows.count
  for column in 0..<order {
    guard let pivot = (column..<order).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
      abs(rows[pivot][column]) > 1e-9
    else { return nil }
    rows.swapAt(column, pivot)
    for row in 0..<order where row != column && rows[row][column] != 0 {
      let factor = rows[row][column] / rows[column][column]
      for index in column...order { rows[row][index] -= factor * rows[column][index] }
    }
  }
  return (0..<order).map { rows[$0][order] / rows[$0][$0] }
}

@Suite struct LeastCoreTests {
  private func division(_ game: some Game, fits: Int) throws -> (values: [Double], deficit: Double) {
    let found = try LeastDeficit(Arguments(["fits": .integer(fits)])).values(of: game, in: testRun())
    return (found.values, try #require(found.facts.first { $0.name == "deficit" }).value)
  }

  @Test func `a majority of three shares equally and misses a third`() throws {
    let found = try division(WeightedVotingGame(votes: [1, 1, 1], quota: 2), fits: 6)
    #expect(largestDifference(found.values, [1.0 / 3, 1.0 / 3, 1.0 / 3]) < 1e-12)
    #expect(abs(found.deficit - 1.0 / 3) < 1e-12)
  }

  @Test func `a player without whom nothing works takes all`() throws {
    let found = try division(GloveGame(left: 1, right: 2), fits: 6)
    #expect(largestDifference(found.values, [1, 0, 0]) < 1e-12)
    #expect(abs(found.deficit) < 1e-12)
  }

  @Test func `an additive game returns its worths`() throws {
    let worths = [1.5, -2, 0, 0.25]
    let found = try division(AdditiveGame(worths: worths), fits: 14)
    #expect(largestDifference(found.values, worths) < 1e-12 && abs(found.deficit) < 1e-12)
  }

  @Test func `of several divisions the most equal one is taken`() throws {
    // Two lefts and two rights: any price of a glove is in the core.
    let found = try division(GloveGame(left: 2, right: 2), fits: 14)
    #expect(largestDifference(found.values, [0.5, 0.5, 0.5, 0.5]) < 1e-12 && abs(found.deficit) < 1e-12)
    // A carrier of two can split its unit as it likes.
    let unanimous = try division(UnanimityGame(players: 4, carrier: [1, 3]), fits: 14)
    #expect(largestDifference(unanimous.values, [0, 0.5, 0, 0.5]) < 1e-12)
  }

  @Test(arguments: 1...12) func `random games meet the enumeration of all corners and tight claims`(seed: Int) throws {
    let game = randomGame(players: 2 + seed % 3, seed: UInt64(900 + seed))
    let truth = leastCoreByEnumeration(of: game)
    let found = try division(game, fits: 1 << game.players)
    // The search takes constraints as met within 1e-12 of its depth, which is 10 to 1000 here.
    #expect(largestDifference(found.values, truth.values) < 1e-9 && abs(found.deficit - truth.deficit) < 1e-9)
  }

  @Test func `fewer coalitions claim no more than all of them`() throws {
    let game = randomGame(players: 8, seed: 70)
    let all = try division(game, fits: 254).deficit
    let some = try division(game, fits: 60).deficit
    #expect(some <= all + 1e-9)
  }
}
