import Compute
import Testing
import Valuation
import Vocabulary

@testable import Evaluation

@Suite("Worked examples")
struct WorkedExampleTests {
  static func weights(_ semivalue: Semivalue, _ players: Int) -> [Rational] {
    RationalSemivalue(semivalue, players: players).coefficients
  }

  static func game(_ game: any Game) throws -> RationalGame {
    try RationalGame(exactly: game, in: Run(seeds: SeedStream(root: 0)))
  }

  static func fractions(_ texts: String) -> [Rational] { texts.split(separator: " ").compactMap { Rational("\($0)") } }

  @Test("gloves have the values of the literature under Shapley and Banzhaf") func gloves() throws {
    let gloves = try Self.game(GloveGame(left: 1, right: 2))
    #expect(WorkedExample(gloves, weights: Self.weights(.shapley, 3)).values == Self.fractions("2/3 1/6 1/6"))
    #expect(WorkedExample(gloves, weights: Self.weights(.banzhaf, 3)).values == Self.fractions("3/4 1/4 1/4"))
    // Without the only left glove nothing is left; without a right one the other still pairs.
    #expect(WorkedExample(gloves, weights: Self.weights(.leaveOneOut, 3)).values == Self.fractions("1 0 0"))
  }

  @Test("decimals of a game are taken as they are written: 0.1 and 0.2 are 3/10") func decimals() throws {
    let additive = try Self.game(AdditiveGame(worths: [0.1, 0.2, -0.5]))
    #expect(additive.table[3] == Rational(3, over: 10))
    let runway = try Self.game(AirportGame(costs: [0.1, 0.3]))
    #expect(WorkedExample(runway, weights: Self.weights(.shapley, 2)).values == Self.fractions("1/20 1/4"))
    // 0.1 + 0.2 reaches a quota of 0.3, which the sum of the doubles does by luck alone.
    let voting = try Self.game(WeightedVotingGame(votes: [0.1, 0.2, 0.3], quota: 0.3))
    #expect(voting.table[3] == 1)
  }

  @Test(
    "a fraction too long to print is rounded to four digits and says so, however large or small",
    arguments: [
      ("1/3", #"$\frac{1}{3}$"#), ("-2", "$-2$"), ("12345678/12345679", #"$\approx 1$"#),
      ("1/300000000", #"$\approx 3.333 \cdot 10^{-9}$"#), ("-10000000/30000001", #"$\approx -0.3333$"#),
      ("123456789", #"$\approx 1.235 \cdot 10^{8}$"#),
    ])
  func rounded(written: String, shown: String) throws {
    #expect(WorkedNotation.inline(try #require(Rational(written))) == shown)
  }

  @Test("what no double holds is written all the same") func huge() {
    let huge = (0..<400).reduce(Rational(2)) { power, _ in power * 10 }
    #expect(WorkedNotation.inline(huge) == #"$\approx 2 \cdot 10^{400}$"#)
    #expect(WorkedNotation.inline(1 / huge) == #"$\approx 5 \cdot 10^{-401}$"#)
    #expect(NumberPhrase.decimal(0.00001) == "1.0e-5" && NumberPhrase.decimal(0) == "0")
  }

  @Test("the mean over all orders is the Shapley value, for up to five players", arguments: 1...5)
  func orders(players: Int) throws {
    let votes = (1...players).map { Double($0) }
    let game = try Self.game(WeightedVotingGame(votes: votes, quota: votes.reduce(0, +) / 2))
    let example = WorkedExample(game, weights: Self.weights(.shapley, players))
    let count = (1...players).reduce(1, *)
    #expect(example.walks.count == count && Set(example.walks.map(\.order)).count == count)
    for player in 0..<players {
      #expect(
        example.walks.reduce(0) { $0 + $1.contributions[player] } / Rational(count) == example.values[player])
    }
    #expect(example.values.reduce(0, +) == game.gain)
  }

  @Test("an example is read from its artifact as it was written, whatever it stands on") func artifact() throws {
    let gloves = try Self.game(GloveGame(left: 2, right: 3))
    let examples = [
      WorkedExample(gloves, weights: Self.weights(.banzhaf, 5), estimates: [0.1, 0.2, 0.3, 0.4, -0.5]),
      Self.neighbours(.shapley), Self.neighbours(.leaveOneOut), Self.steps(),
      WorkedExample(
        RationalLosses([2, 1]).game, weights: Self.weights(.shapley, 2), ground: .losses([2, 1])),
    ]
    for example in examples { #expect(WorkedExample(example.artifact) == example) }
  }

  static func neighbours(_ form: WorkedNeighbours.Form, k: Int = 2, queries: [String] = ["red"]) -> WorkedExample {
    let points = [("0", "red"), ("2", "blue"), ("7/2", "red")].compactMap { place, label in
      Rational(place).map { WorkedNeighbours.Point(features: [$0], label: label) }
    }
    let query = queries.map { WorkedNeighbours.Point(features: [Rational(3, over: 2)], label: $0) }
    let neighbours = WorkedNeighbours(points: points, queries: query, neighbours: k, form: form)
    return WorkedExample(
      neighbours.game, weights: weights(neighbours.semivalue, 3), ground: .neighbours(neighbours))
  }

  @Test("neighbours by hand: ranks 2, 1, 3 with pay-offs 0, 1, 1 among two neighbours") func nearest() throws {
    // From the farthest: 1/3; then 1/3 + (1 − 1)/2 · 2/2 = 1/3; then 1/3 + (0 − 1)/2 · 1 = −1/6.
    let example = Self.neighbours(.shapley)
    #expect(example.values == Self.fractions("1/3 -1/6 1/3"))
    let left = Self.neighbours(.leaveOneOut)
    #expect(left.values == Self.fractions("0 -1/2 0"))
  }

  @Test("the closed form of neighbours is the enumeration, for any number of neighbours and queries")
  func closedForms() throws {
    for k in 1...4 {
      for form in [WorkedNeighbours.Form.shapley, .leaveOneOut] {
        let example = Self.neighbours(form, k: k, queries: ["red", "blue"])
        guard case .neighbours(let neighbours) = example.ground else { continue }
        for point in 0..<3 {
          let values = (0..<2).map { query in
            neighbours.closedForm(query)[neighbours.ranking(query).firstIndex(of: point) ?? 0]
          }
          #expect(values.reduce(0, +) / 2 == example.values[point])
        }
      }
    }
  }

  static func steps() -> WorkedExample {
    let gradients = WorkedGradients(losses: [2, 1], gradients: [[1, 0], [0, 1]])
    return WorkedExample(gradients.form.game, weights: weights(.shapley, 2), ground: .gradients(gradients))
  }

  @Test("gradients by hand: 2 (1, 0) and (0, 1) share 5/4 of squared mean") func gradients() throws {
    // α = (1, 1/2), ‖α‖² = 5/4, and both are 5/4 from it, so the distances cancel and each has half of 5/4.
    let example = Self.steps()
    #expect(example.values == Self.fractions("5/8 5/8"))
    #expect(example.game.table == Self.fractions("0 0 0 5/4"))
    guard case .gradients(let gradients) = example.ground else { return }
    #expect(gradients.form.valuesAboutMean == example.values)
  }

  @Test("a derivation binds every symbol to this game's numbers") func derivation() throws {
    let gloves = try Self.game(GloveGame(left: 1, right: 2))
    let steps = WorkedSteps(
      WorkedExample(gloves, weights: Self.weights(.shapley, 3)), names: ["Ada", "Bo", "Cy"], player: 0)
    #expect(
      steps.formula.contains(
        #"&= \frac{2}{6} \cdot 0 + \frac{1}{6} \cdot 1 + \frac{1}{6} \cdot 1 + \frac{2}{6} \cdot 1"#))
    #expect(steps.formula.contains(#"&= \frac{2}{3}"#))
    #expect(steps.coalitions.contains("{Ada, Bo}"))
    #expect(steps.orderings.contains("| Bo, Ada, Cy | $1$ | $0$ | $0$ |"))
    #expect(steps.orderings.contains(#"$\frac{2}{3}$ | $\frac{1}{6}$ | $\frac{1}{6}$"#))
  }

  @Test("of 120 orders twelve are printed, and the sum of the others makes the mean right") func longList() throws {
    let gloves = try Self.game(GloveGame(left: 2, right: 3))
    let steps = WorkedSteps(
      WorkedExample(gloves, weights: Self.weights(.shapley, 5)), names: ["1", "2", "3", "4", "5"], player: 0)
    let rows = steps.orderings.split(separator: "\n").filter { $0.hasPrefix("| ") }
    #expect(rows.count == 1 + 1 + 12 + 3)
    #expect(steps.orderings.contains("108 more orders"))
  }

  @Test("every step of every family is TeX that can be set") func formulas() throws {
    let gloves = try Self.game(GloveGame(left: 2, right: 3))
    let random = try Self.game(EnumeratedGame(players: 2, table: [0, 0.123, 0.456, 1.0 / 3]))
    let semivalues: [Semivalue] = [.shapley, .banzhaf, .leaveOneOut, .beta(alpha: 4, beta: 1)]
    let examples =
      semivalues.map { WorkedExample(gloves, weights: Self.weights($0, 5)) } + [
        Self.neighbours(.shapley, queries: ["red", "blue"]), Self.neighbours(.leaveOneOut), Self.steps(),
        WorkedExample(RationalLosses([2, 1, 3]).game, weights: Self.weights(.shapley, 3), ground: .losses([2, 1, 3])),
        WorkedExample(random, weights: Self.weights(.shapley, 2), estimates: [0.25, 0.125]),
      ]
    for example in examples {
      let steps = WorkedSteps(example, names: (0..<example.players).map { "P\($0)" }, player: 0)
      for text in [steps.points, steps.coalitions, steps.orderings, steps.formula, steps.values] {
        let scalars = Array(text.unicodeScalars)
        for range in FormulaSpans.all(in: scalars) {
          _ = try Formula(tex: String(String.UnicodeScalarView(scalars[range])))
        }
      }
    }
  }

  @Test("names of players stand in the tables that ship, and in no artifact") func names() throws {
    let example = WorkedExample(try Self.game(GloveGame(left: 1, right: 2)), weights: Self.weights(.shapley, 3))
    let tables = Dictionary(
      uniqueKeysWithValues: example.tables(names: ["Ada", "Bo", "Cy"]).map { ($0.name, $0.table) })
    #expect(
      tables["coalitions"]?.texts("members") == ["none", "Ada", "Bo", "Ada+Bo", "Cy", "Ada+Cy", "Bo+Cy", "Ada+Bo+Cy"])
    #expect(tables["orderings"]?.texts("adds_Ada") == ["0", "0", "1", "1", "1", "1"])
    #expect(tables["values"]?.texts("value") == ["2/3", "1/6", "1/6"])
    #expect(tables["marginals"]?.count == 12)
  }
}

@Suite("Fractions as texts")
struct RationalTextTests {
  @Test("decimals and fractions are read exactly, other texts are refused")
  func reading() {
    #expect(Rational("0.25") == Rational(1, over: 4) && Rational("-1/6") == Rational(-1, over: 6))
    #expect(
      Rational("1e-05") == Rational(1, over: 100_000) && Rational("2") == 2 && Rational("1.5/3") == Rational(1, over: 2)
    )
    for text in ["", "-", "1/0", "1/2/3", "0x1", "1e", "--1", " 1", "nan", "1e99999"] { #expect(Rational(text) == nil) }
    for number in [0.1, -2.5, 1e-7, 1.0 / 3, 12345.678] {
      #expect(Rational(written: number).double == number)
      #expect(Rational("\(Rational(written: number))") == Rational(written: number))
    }
  }
}
