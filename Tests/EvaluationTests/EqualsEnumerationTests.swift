import Compute
import Learning
import Testing
import Valuation
import Vocabulary

@testable import Evaluation

private let model = ComponentValue(SoftmaxRegression.card, Arguments(["epochs": .integer(2)]))

/// A method as a study names it.
func methodValue(_ name: String, k: Int = 5, _ more: [String: Value] = [:]) throws -> ComponentValue {
  let type = try #require(valuationMethods.first { $0.card.name == name })
  let all: [String: Value] = [
    "k": .integer(k), "model": .component(model), "per_class": .boolean(false),
    "groups": .list(["a", "a", "b", "b"].map(Value.text)),
  ]
  let names = type.card.parameters.map(\.name)
  return ComponentValue(type.card, Arguments(all.filter { names.contains($0.key) }.merging(more) { $1 }))
}

private func enumeration(
  _ name: String, players: [Int] = [1, 2, 3, 6], k: [Int]? = [1, 2, 5], variant: String = "as_implemented",
  arithmetic: String = "exact"
) throws -> TheoryResult {
  let check = EqualsEnumeration(
    Arguments([
      "method": .component(try methodValue(name)), "players": .list(players.map(Value.integer)),
      "k": k.map { .list($0.map(Value.integer)) } ?? .none, "variant": .text(variant), "arithmetic": .text(arithmetic),
    ]))
  return try check.check(nil, in: run)
}

private func cases(_ result: TheoryResult) throws -> Table {
  try #require(result.tables.first { $0.name == "cases" }).table
}

@Suite struct EqualsEnumerationTests {
  @Test(
    arguments: ["knn_shapley", "knn_loo", "chg_shapley", "gradient_shapley", "hardness_shapley"], ["exact", "double"])
  func `what the workbench computes is what all coalitions give`(name: String, arithmetic: String) throws {
    let result = try enumeration(name, players: [1, 2, 3, 4, 6, 7], arithmetic: arithmetic)
    let table = try cases(result)
    #expect(result.verdict == .holds && result.counterexample.isEmpty)
    #expect(table.integers("equal") == table.integers("games") && table.integers("games").allSatisfy { $0 > 0 })
    if arithmetic == "exact" { #expect(table.reals("largest_difference").allSatisfy { $0 == 0 }) }
    // The product's code ran and was rounded at most a few dozen times on numbers of size 10.
    #expect(table.reals("floating_difference").allSatisfy { $0 < 1e-13 })
  }

  @Test func `patterns are all of them up to six points`() throws {
    let result = try enumeration("knn_shapley")
    #expect(try cases(result).integers("games") == [2, 2, 2, 4, 4, 4, 8, 8, 8, 64, 64, 64])
    #expect(result.exactly.hasPrefix("234 small games of 1, 2, 3 and 6 points"))
    #expect(result.sampled.isEmpty)
  }

  @Test func `the printed recursion fails exactly where points are fewer than neighbours`() throws {
    let result = try enumeration("knn_shapley", variant: "as_printed")
    let table = try cases(result)
    #expect(result.verdict == .fails)
    for row in 0..<table.count {
      let k = try #require(Int(table.texts("neighbours")[row].dropFirst(4)))
      let agrees = table.integers("equal")[row] == table.integers("games")[row]
      #expect(agrees == (table.integers("players")[row] >= k))
    }
    #expect(
      result.counterexample == "The smallest found: v = (1), K = 2: the formula gives (1), all coalitions give (1/2). "
        + "With three points: v = (0, 1, 1), K = 5: the formula gives (2/15, 1/3, 1/3), all coalitions give "
        + "(0, 1/5, 1/5).")
    #expect(result.finding.contains("The form the workbench uses instead agrees in 234 of 234 games."))
    let example = try #require(result.tables.last).table
    let printed: [Rational] = [Rational(2, over: 15), Rational(1, over: 3), Rational(1, over: 3)]
    #expect(Array(example.reals("value")[..<3]) == printed.map(\.double))
    #expect(try enumeration("knn_shapley", players: [5, 6], variant: "as_printed").verdict == .holds)
  }

  @Test func `the printed leave-one-out lemma is undefined up to K points and right beyond`() throws {
    let result = try enumeration("knn_loo", variant: "as_printed")
    let table = try cases(result)
    #expect(result.verdict == .fails)
    for row in 0..<table.count {
      let k = try #require(Int(table.texts("neighbours")[row].dropFirst(4)))
      let expected = table.integers("players")[row] > k ? 0 : table.integers("games")[row]
      #expect(table.integers("undefined")[row] == expected)
      #expect(table.integers("equal")[row] == table.integers("games")[row] - expected)
    }
    #expect(
      result.finding.contains("with more points than neighbours 212 of 212 games agree, with at most as many 0 of"))
    #expect(result.finding.contains("The form the workbench uses instead agrees in 234 of 234 games."))
    #expect(
      result.counterexample
        == "The smallest found: v = (1), K = 1: the formula is undefined, all coalitions give (1).")
  }

  @Test(arguments: ["chg_shapley", "gradient_shapley"])
  func `the printed gradient theorem is undefined for one and two points only`(name: String) throws {
    let result = try enumeration(name, variant: "as_printed")
    let table = try cases(result)
    #expect(result.verdict == .fails)
    #expect(table.integers("players") == [1, 2, 3, 6])
    #expect(table.integers("undefined") == [48, 48, 0, 0])
    #expect(table.integers("equal") == [0, 0, 48, 48])
    #expect(result.finding.contains("The form the workbench uses instead agrees in 192 of 192 games."))
    #expect(try enumeration(name, players: [3, 4, 5], variant: "as_printed").verdict == .holds)
  }

  @Test func `what is not printed or not closed leaves nothing to decide`() throws {
    #expect(try enumeration("hardness_shapley", variant: "as_printed").verdict == .vacuous)
    #expect(try enumeration("random").verdict == .vacuous)
  }

  @Test func `the method's own neighbours are taken where none are given`() throws {
    #expect(try cases(enumeration("knn_shapley", players: [2], k: nil)).texts("neighbours") == ["K = 5"])
  }

  @Test func `a formula that is off by one place is found`() throws {
    let point = RationalNeighbours(payoffs: [1, 0, 1], neighbours: 1)
    var tally = FormulaTally(formula: "", players: 3, neighbours: 1)
    let wrong = FormulaInstance(
      label: "", formula: "", game: point.game, semivalue: .shapley, values: point.shapleyValues.reversed(),
      computed: [.init(values: [0, 0, .nan], tolerance: 1e-10)])
    tally.add(wrong, isExact: true)
    #expect(tally.equal == 0 && tally.largestDifference > 0 && !tally.isComputedRight)
  }
}
