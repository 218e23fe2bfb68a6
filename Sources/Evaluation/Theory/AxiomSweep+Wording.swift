import Compute
import Vocabulary

extension AxiomSweep {
  func result(_ rows: [Row], knownValues: [String]) -> TheoryResult {
    let declared = rows.filter(\.isDeclared)
    let verdict: TheoryResult.Verdict =
      declared.contains { $0.verdict == .fails }
      ? .fails
      : declared.allSatisfy { $0.occasions == 0 }
        ? .vacuous : declared.contains { $0.verdict == .undecided } ? .undecided : .holds
    return TheoryResult(
      verdict: verdict, statement: statement(declared), assumptions: Self.card.assumptions, exactly: exactly(rows),
      sampled: sampled(rows),
      finding: finding(rows, knownValues),
      counterexample: declared.first { $0.verdict == .fails }?.counterexample ?? "",
      tables: [table(rows), shares(rows)],
      charts: [
        ChartSketch(
          table: "shares", x: "axiom_number", y: "share_broken", xTitle: "axiom", yTitle: "share of occasions broken",
          series: "method",
          caption: "Share of occasions on which an axiom is broken: 1 efficiency, 2 symmetry, 3 null player, "
            + "4 linearity, 5 monotonicity. Only declared axioms must lie at 0.")
      ])
  }

  private func statement(_ declared: [Row]) -> String {
    let claims = components.map { component in
      let axioms = declared.filter { $0.method == component.name }.map(\.axiom.rawValue)
      return "`\(component.name)` " + (axioms.isEmpty ? "none" : axioms.joined(separator: ", "))
    }
    return "Axioms that the methods' cards declare: \(claims.joined(separator: "; ")). Efficiency: values sum to the "
      + "utility of all points less that of none. Symmetry: points that no coalition tells apart have equal values. Null "
      + "player: a point that changes no coalition is worth 0. Linearity: values of a sum of games are sums of values. "
      + "Monotonicity: where no point ever hurts, no value is negative."
  }

  private func exactly(_ rows: [Row]) -> String {
    let exact = rows.filter { $0.arithmetic == "exact fractions" }.reduce(0) { $0 + $1.occasions }
    let double = rows.filter { $0.arithmetic == "double precision" }.reduce(0) { $0 + $1.occasions }
    return [
      exact == 0
        ? "" : "\(exact) occasions in fractions, without rounding, on closed forms of games of one to five points.",
      double == 0
        ? "" : "\(double) occasions in double precision, up to 1e-12, on five games of four points and sums of two.",
    ].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func sampled(_ rows: [Row]) -> String {
    let count = rows.filter { $0.arithmetic == "sampled" }.reduce(0) { $0 + $1.occasions }
    return count == 0
      ? ""
      : "\(count) occasions on five games of four points and sums of two, by each method's own budget (walks without "
        + "truncation, and at least 400 where a method truncates); a value may be off by four standard errors, two values by the sum of theirs, sums of values by 1e-12."
  }

  private func finding(_ rows: [Row], _ knownValues: [String]) -> String {
    let declared = rows.filter(\.isDeclared)
    let (kept, empty) = (declared.filter { $0.verdict == .holds }, declared.filter { $0.occasions == 0 })
    var texts = ["\(kept.count) of \(declared.count) declared axioms held on every occasion."]
    for row in declared where row.broken > 0 {
      texts.append(
        "`\(row.method)` broke \(row.axiom.rawValue) on \(FractionText.of(row.broken, row.occasions)) occasions"
          + (row.verdict == .undecided ? ", which sampling alone may do." : "."))
    }
    if !empty.isEmpty {
      texts.append(
        "No game had anything to say about \(empty.map { "\($0.axiom.rawValue) of `\($0.method)`" }.joined(separator: ", "))."
      )
    }
    let silent = Set(rows.filter { $0.arithmetic == "none" }.map(\.method)).sorted()
    if !silent.isEmpty {
      texts.append("Not tried, since no small game is known for them: \(silent.joined(separator: ", ")).")
    }
    let others = rows.filter { !$0.isDeclared && $0.broken > 0 }
    if !others.isEmpty {
      texts.append(
        "Not promised and indeed broken: "
          + others.map { "\($0.axiom.rawValue) of `\($0.method)`" }.joined(separator: ", ") + ".")
    }
    texts += knownValues
    if rows.contains(where: { $0.method == "tmc_shapley" }) {
      texts.append("Truncated walks, which studies usually run, leave contributions out; nothing here speaks of them.")
    }
    return texts.joined(separator: " ")
  }

  private func table(_ rows: [Row]) -> TheoryResult.Named {
    .init(
      "axioms",
      caption: "Methods and axioms: occasions on which the axiom says something, and how often it was broken.",
      isPrinted: true,
      Table([
        .init("method", .texts(rows.map(\.method))), .init("axiom", .texts(rows.map(\.axiom.rawValue))),
        .init("declared", .booleans(rows.map(\.isDeclared))), .init("arithmetic", .texts(rows.map(\.arithmetic))),
        .init("occasions", .integers(rows.map(\.occasions))), .init("broken", .integers(rows.map(\.broken))),
        .init(
          "largest_deviation", .reals(rows.map { $0.occasions == 0 ? .nan : $0.largest.double })),
        .init("verdict", .texts(rows.map { $0.occasions == 0 ? "nothing to say" : $0.verdict.rawValue })),
      ]))
  }

  private func shares(_ rows: [Row]) -> TheoryResult.Named {
    let tried = rows.filter { $0.occasions > 0 }
    return .init(
      "shares", caption: "The same as shares, for the chart.",
      Table([
        .init("axiom_number", .integers(tried.map { (Axiom.allCases.firstIndex(of: $0.axiom) ?? 0) + 1 })),
        .init("share_broken", .reals(tried.map { Double($0.broken) / Double($0.occasions) })),
        .init("method", .texts(tried.map(\.method))),
      ]))
  }
}
