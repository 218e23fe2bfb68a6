import Compute
import Valuation
import Vocabulary

extension KNNTruncation {
  func result(_ tallies: [TruncationTally]) -> TheoryResult {
    let failing = tallies.filter { $0.broken > 0 || $0.reordered > 0 }
    return TheoryResult(
      verdict: failing.isEmpty ? .holds : .fails, statement: statement, assumptions: Self.card.assumptions,
      exactly: exactly(tallies),
      sampled: "\(tallies.reduce(0) { $0 + $1.sampled }) comparisons on random patterns of \(players) points, in which "
        + "a label matches with chance 0.1, 0.5 or 0.9. Largest errors are maxima over these cases, not intervals.",
      finding: finding(tallies, failing), counterexample: failing.first { $0.broken > 0 }?.counterexample ?? "",
      tables: [errors(tallies), curve(tallies)], charts: charts)
  }

  private var statement: String {
    "To know all KNN-Shapley values of one validation point up to an error of epsilon it is enough to look at the "
      + "nearest K* = max(K, 1/epsilon rounded up) points. From rank K* on values are put to 0, nearer ones follow by the "
      + "recursion. The error is at most 1/K*, and the first K* ranks keep their order. Two other rules, which keep the "
      + "value of rank K* too and leave out only the sum over farther ranks, are measured beside it: their bound for the "
      + "first K* ranks is 1/K* - 1/N."
  }

  private func exactly(_ tallies: [TruncationTally]) -> String {
    let count = tallies.reduce(0) { $0 + $1.exact }
    return "\(count) comparisons in fractions: where K* is at most \(Self.exhaustivePlayers), all "
      + "\(1 << Self.exhaustivePlayers) patterns of \(Self.exhaustivePlayers) points, and always five adversarial "
      + "patterns of \(players) points; pay-offs are 0 or 1."
  }

  private func finding(_ tallies: [TruncationTally], _ failing: [TruncationTally]) -> String {
    guard failing.isEmpty else {
      return
        "A bound was exceeded in \(failing.reduce(0) { $0 + $1.broken }) comparisons, and the order of the first K* "
        + "ranks changed in \(failing.reduce(0) { $0 + $1.reordered })."
    }
    let cut = tallies.filter { $0.rank < players }
    var texts = ["No bound was exceeded, and the first K* ranks kept their order in every comparison."]
    for rule in [TruncatedNeighbours.Rule.published, .cutTail] {
      let own = cut.filter { $0.rule == rule }
      guard !own.isEmpty, own.allSatisfy(\.isAttained) else { continue }
      texts.append(
        rule == .published
          ? "The published bound 1/K* is attained exactly at every K*: by a pattern whose only match is at rank K*."
          : "The bound 1/K* - 1/N of the cut tail is attained exactly at every K*: when all farther points match.")
    }
    if let smallest = cut.map(\.rank).max() {
      let means = TruncatedNeighbours.Rule.allCases.compactMap { rule -> String? in
        let own = cut.filter { $0.rule == rule && $0.rank == smallest }.compactMap(\.meanSampledError)
        return own.isEmpty
          ? nil : "\(NumberPhrase.scientific(Statistics.mean(own))) by the \(rule.rawValue) rule"
      }
      texts.append(
        "On the random patterns at K* = \(smallest) the largest error of a case is on average "
          + means.joined(separator: ", ") + ".")
    }
    return (texts + [comparison(cut)]).filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// A lower bound is no lower mean; rows of the two rules come in the same order.
  private func comparison(_ cut: [TruncationTally]) -> String {
    let (published, tail) = (cut.filter { $0.rule == .published }, cut.filter { $0.rule == .cutTail })
    let worse = zip(published, tail).filter { $0.1.meanSampledError ?? 0 > $0.0.meanSampledError ?? 0 }.count
    return worse == 0
      ? ""
      : "A lower bound is no lower mean: on these patterns the cut tail is on average farther off than the published rule "
        + "in \(worse) of \(tail.count) settings."
  }

  private func errors(_ tallies: [TruncationTally]) -> TheoryResult.Named {
    .init(
      "errors", caption: "Errors of the first K* values against their bound, \(players) points.",
      isPrinted: true,
      Table([
        .init("neighbours", .texts(tallies.map { "K = \($0.neighbours)" })),
        .init("epsilon", .reals(tallies.map(\.epsilon))), .init("k_star", .integers(tallies.map(\.rank))),
        .init("rule", .texts(tallies.map(\.rule.rawValue))), .init("bound", .reals(tallies.map(\.bound))),
        .init("largest_error", .reals(tallies.map(\.largestError))),
        .init("mean_error", .reals(tallies.map { $0.meanSampledError ?? .nan })),
        .init("attained", .booleans(tallies.map(\.isAttained))),
        .init("comparisons", .integers(tallies.map { $0.exact + $0.sampled })),
        .init("beyond_bound", .integers(tallies.map(\.broken))),
        .init("order_changed", .integers(tallies.map(\.reordered))),
      ]))
  }

  /// Mean errors by K*, with the published bound as a line of its own; each K* once.
  private func curve(_ tallies: [TruncationTally]) -> TheoryResult.Named {
    var rows: [(neighbours: Int, rank: Int, series: String, error: Double)] = []
    for tally in tallies where tally.rank < players {
      func add(_ series: String, _ error: Double) {
        guard error > 0,
          !rows.contains(where: { ($0.neighbours, $0.rank, $0.series) == (tally.neighbours, tally.rank, series) })
        else { return }
        rows.append((tally.neighbours, tally.rank, series, error))
      }
      if tally.rule == .published { add("bound 1/K*", 1 / Double(tally.rank)) }
      add("\(tally.rule.rawValue), mean", tally.meanSampledError ?? 0)
    }
    return .init(
      "curve", caption: "The published bound, and mean largest errors on random patterns.",
      Table([
        .init("neighbours", .texts(rows.map { "K = \($0.neighbours)" })),
        .init("k_star", unit: "points", .integers(rows.map(\.rank))), .init("error", .reals(rows.map(\.error))),
        .init("series", .texts(rows.map(\.series))),
      ]))
  }

  private var charts: [ChartSketch] {
    [
      ChartSketch(
        table: "curve", x: "k_star", y: "error", xTitle: "points looked at, K*", yTitle: "error of the values",
        series: "series", facets: ["neighbours"], isLogarithmicX: true,
        isLogarithmicY: true,
        caption: "Error of KNN-Shapley by the number K* of points looked at: the published bound, and the mean of each "
          + "random case's largest error by three rules.")
    ]
  }
}
