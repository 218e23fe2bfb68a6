import Compute
import Vocabulary

extension UtilityApproximation {
  func result(_ rows: [Row]) -> TheoryResult {
    let failing = rows.filter { !$0.holds }
    let counterexample = failing.first.map {
      "\($0.name), \($0.constant.players) points, \($0.constant.known.rawValue): the claimed constant is "
        + "\($0.constant.claimed), the greatest change \($0.constant.greatest)."
    }
    return TheoryResult(
      verdict: failing.isEmpty ? .holds : .fails, statement: statement, assumptions: Self.card.assumptions,
      exactly: exactly(rows), sampled: sampled(rows),
      finding: finding(rows, failing), counterexample: counterexample ?? "",
      tables: [constants(rows), shapley(rows), largest(rows)],
      charts: charts)
  }

  private var statement: String {
    "Theorem 1 of the paper on Fast-DataShapley, said of the Shapley value: if a surrogate is wrong by at most "
      + "epsilon on every coalition (the paper writes less than epsilon), no value is wrong by more than 2 epsilon. Checked here for every semivalue of the "
      + "workbench, together with sharper constants: 2 less the weight of the empty coalition where v(∅) is exact, and "
      + "less the weight of all others too where v(N) is exact. For the Shapley value of n points these are 2 (1 - 1/2n) "
      + "and 2 (1 - 1/n)."
  }

  private func exactly(_ rows: [Row]) -> String {
    let signs = rows.reduce(0) { $0 + $1.signs }
    return "For each of \(rows.count) combinations (\(Self.semivalues.count) semivalues, \(FractionText.list(players)) "
      + "points, three kinds of knowledge) the greatest change over all errors, as a sum of weights in fractions, which "
      + "settles that number of points for every game; one game moved by the extremal error, by enumeration; and "
      + "\(signs) choices of signs of all errors in small games, by enumeration."
  }

  private func sampled(_ rows: [Row]) -> String {
    "\(rows.reduce(0) { $0 + $1.random }) random games with normal utilities and uniform errors; the table shows the "
      + "largest change, which is a maximum and no interval."
  }

  private func finding(_ rows: [Row], _ failing: [Row]) -> String {
    guard failing.isEmpty else { return "\(failing.count) of \(rows.count) combinations left their bound." }
    let random = rows.map { $0.largestRandom / max($0.constant.claimed.double, 1e-300) }
    let largest = zip(rows, random).filter { $0.0.constant.claimed > 0 }.map(\.1).max() ?? 0
    return "The bound 2 epsilon holds and is attained: raise the utility of every coalition with a point by epsilon, "
      + "lower all others by epsilon, and its value moves by exactly 2 epsilon, whatever the semivalue. With v(∅), or v(∅) "
      + "and v(N), exact, the sharper constants are attained in the same way, so none of them can be lowered. In random "
      + "games the largest change was \(NumberPhrase.decimal(largest)) of its constant. The theorem asks for an error "
      + "bound on every coalition; nothing here says that a trained surrogate has one."
  }

  private func constants(_ rows: [Row]) -> TheoryResult.Named {
    .init(
      "constants", caption: "The greatest change of a value in multiples of epsilon.",
      Table([
        .init("semivalue", .texts(rows.map(\.name))),
        .init("players", unit: "points", .integers(rows.map(\.constant.players))),
        .init("known", .texts(rows.map(\.constant.known.rawValue))),
        .init("claimed", .texts(rows.map { "\($0.constant.claimed)" })),
        .init("greatest_change", .reals(rows.map(\.constant.greatest.double))),
        .init("attained", .booleans(rows.map { $0.attained == $0.constant.claimed })),
        .init("largest_random", .reals(rows.map(\.largestRandom))),
        .init("holds", .booleans(rows.map(\.holds))),
      ]))
  }

  /// The constants for most points, a row for each semivalue.
  private func largest(_ rows: [Row]) -> TheoryResult.Named {
    let most = players.last ?? 0
    let shown = rows.filter { $0.constant.players == most }
    func constants(_ known: ApproximationConstant.Known) -> Table.Values {
      .texts(shown.filter { $0.constant.known == known }.map { "\($0.constant.greatest)" })
    }
    let names = shown.filter { $0.constant.known == .nothing }
    return .init(
      "largest",
      caption:
        "The greatest change of a value of \(most) \(most == 1 ? "point" : "points"), in multiples of epsilon, by "
        + "what is known exactly, and the largest in random games where nothing is.",
      isPrinted: true,
      Table([
        .init("semivalue", .texts(names.map(\.name))), .init("nothing_known", constants(.nothing)),
        .init("v(∅)_known", constants(.empty)), .init("v(∅)_and_v(N)_known", constants(.both)),
        .init("largest_random", .reals(names.map(\.largestRandom))),
      ]))
  }

  /// Constants and random games of the Shapley value, for the chart.
  private func shapley(_ rows: [Row]) -> TheoryResult.Named {
    let own = rows.filter { $0.name == "Shapley" }
    let lines = own.map { ($0.constant.players, $0.constant.greatest.double, $0.constant.known.rawValue) }
    let random = own.filter { $0.constant.known == .nothing }.map {
      ($0.constant.players, $0.largestRandom, "random games")
    }
    return .init(
      "shapley",
      caption: "The greatest change of a Shapley value in multiples of epsilon, and the largest in random games.",
      Table([
        .init("players", unit: "points", .integers((lines + random).map(\.0))),
        .init("change", .reals((lines + random).map(\.1))), .init("series", .texts((lines + random).map(\.2))),
      ]))
  }

  private var charts: [ChartSketch] {
    [
      ChartSketch(
        table: "shapley", x: "players", y: "change", xTitle: "training points", yTitle: "greatest change, in ε",
        series: "series",
        caption: "The greatest change of a Shapley value, in multiples of the utility's error, by number of points."),
      ChartSketch(
        table: "constants", x: "players", y: "greatest_change", xTitle: "training points",
        yTitle: "greatest change, in ε", series: "semivalue", facets: ["known"],
        caption: "The same constants for every semivalue: with nothing known they are all 2."),
    ]
  }
}
