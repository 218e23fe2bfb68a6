import Compute
import Vocabulary

extension EqualsEnumeration {
  /// A method whose closed form nobody has told us.
  var unknownForm: TheoryResult {
    TheoryResult(
      verdict: .vacuous,
      statement: "The method `\(component.name)` has no closed form that this check knows, so nothing was compared.",
      finding: "Closed forms of `knn_shapley`, `knn_loo`, `chg_shapley`, `gradient_shapley` and `hardness_shapley` are "
        + "known here. Name one of them, or look at a sampled method with the check `axioms`.")
  }

  func unprinted(_ form: any ClosedForm) -> TheoryResult {
    TheoryResult(
      verdict: .vacuous,
      statement: "The paper defines the game of \(form.title) but prints no closed form of its values.",
      finding:
        "There is nothing printed to compare. With `variant: as_implemented` the workbench's own form is checked.")
  }

  func result(_ form: any ClosedForm, _ tallies: [FormulaTally], exhibit: FormulaTally?) -> TheoryResult {
    let failing = tallies.filter { $0.equal < $0.instances }
    let isRight = failing.isEmpty && tallies.allSatisfy(\.isComputedRight)
    let example = example(failing, tallies, exhibit)
    return TheoryResult(
      verdict: isRight ? .holds : .fails, statement: statement(form), assumptions: Self.card.assumptions,
      exactly: exactly(tallies),
      sampled: sampled(form), finding: finding(form, tallies), counterexample: counterexample(failing, exhibit),
      tables: [cases(tallies), example],
      charts: charts(form, isRight: failing.isEmpty, hasTwoSides: Set(example.table.texts("source")).count == 2))
  }

  private var formulaName: String { variant == .asPrinted ? "printed formula" : "formula" }

  private func statement(_ form: any ClosedForm) -> String {
    let text = variant == .asPrinted ? "as printed (\(form.printedIn ?? ""))" : "as the workbench computes it"
    return "The closed form of \(form.title), \(text), gives every training point the value that its definition "
      + "gives, a weighted mean of what the point adds to each coalition of the others."
  }

  private func exactly(_ tallies: [FormulaTally]) -> String {
    let (count, computed) = (tallies.reduce(0) { $0 + $1.instances }, tallies.reduce(0) { $0 + $1.computed })
    let how = arithmetic == .exact ? "in fractions, without rounding" : "in double precision, up to 1e-10"
    let product =
      computed == 0
      ? ""
      : " The workbench's own floating-point code was compared with the exact values \(computed) times on these games."
    return
      "\(count) small games of \(FractionText.list(players)) points, each with all of its coalitions, \(how).\(product)"
  }

  /// Above six points patterns are drawn; that is a choice of games, not an estimate.
  private func sampled(_ form: any ClosedForm) -> String {
    let isDrawn = form.neighbours == nil || players.contains { $0 > NeighbourForm.exhaustiveLimit }
    guard isDrawn else { return "" }
    return form.neighbours == nil
      ? "The games themselves are \(GradientForm.dataSets) fixed data sets for each number of points, drawn once from "
        + "a grid; no interval is involved, and other data were not looked at."
      : "Up to \(NeighbourForm.exhaustiveLimit) points all patterns of matching labels were taken; above, "
        + "\(NeighbourForm.drawnPatterns) drawn patterns for each number of points and neighbours."
  }

  private func finding(_ form: any ClosedForm, _ tallies: [FormulaTally]) -> String {
    let (equal, all) = (tallies.reduce(0) { $0 + $1.equal }, tallies.reduce(0) { $0 + $1.instances })
    let undefined = tallies.reduce(0) { $0 + $1.undefined }
    var text = "The \(formulaName) and all coalitions agree in \(equal) of \(all) games."
    if undefined > 0 { text += " In \(undefined) games the \(formulaName) is undefined." }
    if let floating = floatingFinding(form, tallies) { text += " " + floating }
    if equal < all, variant == .asPrinted { text += " " + form.defect + neighbourhoods(form, tallies) }
    let (repaired, repairable) = (tallies.reduce(0) { $0 + $1.repaired }, tallies.reduce(0) { $0 + $1.repairable })
    if repairable > 0 { text += " The form the workbench uses instead agrees in \(repaired) of \(repairable) games." }
    if equal == all { text += " That is evidence for these games, not a proof for larger ones." }
    return text
  }

  private static let singlePrecision =
    " Its factored gradients, which are products in single precision, stay within 1e-5 (times the largest squared "
    + "gradient, where that exceeds 1)."

  private func floatingFinding(_ form: any ClosedForm, _ tallies: [FormulaTally]) -> String? {
    guard tallies.contains(where: { $0.computed > 0 }) else { return nil }
    let largest = tallies.map(\.largestComputedDifference).max() ?? 0
    return tallies.allSatisfy(\.isComputedRight)
      ? "The workbench's double-precision code differs from the exact values by at most \(rounded(largest)), which "
        + "rounding explains." + (form is GradientForm ? Self.singlePrecision : "")
      : "The workbench's own code differs from the exact values by more than rounding explains."
  }

  /// Where nearest-neighbour formulas fail: fewer points than neighbours, counted.
  private func neighbourhoods(_ form: any ClosedForm, _ tallies: [FormulaTally]) -> String {
    guard let form = form as? NeighbourForm else { return "" }
    func isFew(_ tally: FormulaTally) -> Bool {
      tally.players < (tally.neighbours ?? 0) + (form.needsMorePoints ? 1 : 0)
    }
    let (few, many) = (
      tallies.filter(isFew), tallies.filter { !isFew($0) }
    )
    func share(_ part: [FormulaTally]) -> String {
      FractionText.of(part.reduce(0) { $0 + $1.equal }, part.reduce(0) { $0 + $1.instances })
    }
    return form.needsMorePoints
      ? " Counted here: with more points than neighbours \(share(many)) games agree, with at most as many "
        + "\(share(few))."
      : " Counted here: with at least as many points as neighbours \(share(many)) games agree, with fewer "
        + "\(share(few))."
  }

  private func counterexample(_ failing: [FormulaTally], _ exhibit: FormulaTally?) -> String {
    guard let smallest = failing.first?.counterexample else { return "" }
    var text = "The smallest found: \(smallest.text)."
    if let exhibit = exhibit?.counterexample, exhibit.instance.label != smallest.instance.label {
      text += " With three points: \(exhibit.text)."
    }
    return text
  }

  private func cases(_ tallies: [FormulaTally]) -> TheoryResult.Named {
    var columns: [Table.Column] = [
      .init("formula", .texts(tallies.map(\.formula))),
      .init("players", unit: "points", .integers(tallies.map(\.players))),
    ]
    if tallies.contains(where: { $0.neighbours != nil }) {
      columns.append(.init("neighbours", .texts(tallies.map { "K = \($0.neighbours ?? 0)" })))
    }
    columns += [
      .init("games", .integers(tallies.map(\.instances))), .init("equal", .integers(tallies.map(\.equal))),
      .init("share_equal", .reals(tallies.map { Double($0.equal) / Double($0.instances) })),
      .init("undefined", .integers(tallies.map(\.undefined))),
      .init(
        "largest_difference", .reals(tallies.map { $0.undefined == $0.instances ? .nan : $0.largestDifference })),
    ]
    if variant == .asImplemented {
      columns.append(.init("floating_difference", .reals(tallies.map(\.largestComputedDifference))))
    }
    return .init(
      "cases",
      caption: "The \(formulaName) against all coalitions"
        + (variant == .asImplemented
          ? "; the last column is the workbench's double-precision code against exact values." : "."),
      isPrinted: true,
      Table(columns))
  }

  /// The values of one game, side by side: where they differ, or the largest one.
  private func example(
    _ failing: [FormulaTally], _ tallies: [FormulaTally], _ exhibit: FormulaTally?
  ) -> TheoryResult.Named {
    let shown = exhibit?.counterexample ?? failing.compactMap(\.counterexample).last { $0.instance.values != nil }
    let chosen = shown ?? failing.last?.counterexample ?? tallies.last?.showcase
    let truth = chosen?.truth ?? []
    let sides = [(formulaName, chosen?.instance.values ?? []), ("all coalitions", truth)]
    let rows = sides.flatMap { side in side.1.indices.map { (side.0, "\($0 + 1)", side.1[$0].double) } }
    return .init(
      "example",
      caption: "One game: \(chosen?.instance.label ?? "")."
        + (chosen?.instance.values == nil ? " The formula gives no values there." : ""),
      Table([
        .init("point", .texts(rows.map(\.1))), .init("value", .reals(rows.map(\.2))),
        .init("source", .texts(rows.map(\.0))),
      ]))
  }

  /// Where the formula gives no values there is nothing to lay beside those of all coalitions.
  private func charts(_ form: any ClosedForm, isRight: Bool, hasTwoSides: Bool) -> [ChartSketch] {
    let example = ChartSketch(
      table: "example", x: "point", y: "value", xTitle: "point", yTitle: "value", series: "source",
      caption: isRight
        ? "Values of one game by the formula and by all coalitions: they are equal."
        : "Values of one game by the formula and by all coalitions.")
    let shares = ChartSketch(
      table: "cases", x: "players", y: "share_equal", xTitle: "training points", yTitle: "share of games equal",
      series: form.neighbours == nil ? "formula" : "neighbours",
      caption: "Share of games in which the formula equals all coalitions, by number of points.")
    return hasTwoSides ? [example, shares] : [shares]
  }

  /// Two significant digits in powers of ten.
  func rounded(_ number: Double) -> String { NumberPhrase.scientific(number) }
}
