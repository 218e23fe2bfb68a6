import Compute
import Valuation
import Vocabulary

extension OrderPreservation {
  func result(_ findings: Findings) -> TheoryResult {
    let isPrinted = variant == .asPrinted
    return TheoryResult(
      verdict: isPrinted ? Self.verdict(findings) : Self.reversed(findings) > 0 ? .fails : .holds,
      statement: isPrinted ? Self.statement : Self.repaired,
      assumptions: isPrinted ? Self.card.assumptions : Self.repairedAssumptions, exactly: Self.exactly(findings),
      sampled: Self.sampledText(findings), finding: Self.finding(findings),
      counterexample: isPrinted ? Self.counterexample(findings) : "", tables: Self.tables(findings),
      charts: Self.charts(findings))
  }

  static let statement =
    "Theorem 2 of the paper: two points with different values are ordered as the accuracy they are expected to add to a "
    + "random set of other points. "
    + "KNN-Shapley is said to do so **for all pairs**, KNN-LOO **only for pairs within the K nearest**."

  static let repaired =
    "Theorem 2 as it holds: wherever a value of the nearest-neighbour game tells two points apart "
    + "and so does their expected gain, both put them in the same order; this is so for "
    + "KNN-Shapley, KNN-LOO and every other semivalue. Which pairs a value tells apart at all is another question."

  static let repairedAssumptions =
    "One validation point, no two distances to it equal; the utility is the share of right labels among the K nearest. "
    + "Any law of the random set will do."

  /// Discordant pairs at one validation point over everything that was checked.
  private static func reversed(_ findings: Findings) -> Int {
    (findings.enumeration.counts + findings.random.flatMap(\.regions) + (findings.data?.regions ?? [])).reduce(0) {
      $0 + $1.total.discordant
    }
  }

  /// As worded it fails with a pair that Shapley separates and no set does, or with a pair beyond K that LOO orders.
  static func verdict(_ findings: Findings) -> TheoryResult.Verdict {
    if reversed(findings) > 0 || shapleyTie(findings) != nil || beyond(findings) != nil { return .fails }
    let isNamed = findings.methods.contains { $0.semivalue == .shapley || $0.semivalue == .leaveOneOut }
    return isNamed ? .undecided : .holds
  }

  private static func index(_ semivalue: Semivalue, _ findings: Findings) -> Int? {
    findings.methods.firstIndex { $0.semivalue == semivalue }
  }

  private static func shapleyTie(_ findings: Findings) -> OrderEnumeration.Example? {
    index(.shapley, findings).flatMap { findings.enumeration.tied[$0] }
  }

  private static func beyond(_ findings: Findings) -> OrderEnumeration.Example? {
    index(.leaveOneOut, findings).flatMap { findings.enumeration.beyond[$0] }
  }

  private static func exactly(_ findings: Findings) -> String {
    let pairs = findings.enumeration.counts.first?.total.pairs ?? 0
    let data = findings.data.map {
      " On the case, \($0.points) points and a pool of \($0.pool), every pair at each of \($0.validationPoints) "
        + "validation points, in the same way."
    }
    return
      "Every small case in whole numbers: \(findings.enumeration.cases) cases with \(pairs) pairs (2 to 5 points with "
      + "all labels, K from 1 to 3 and below their number, 2 or 3 pool points with all labels in all places, all sets of "
      + "1 to 3 draws). Expectations over random sets are sums here, not samples."
      + (data ?? "")
  }

  private static func sampledText(_ findings: Findings) -> String {
    let sampled = findings.sampled
    return "\(RandomCases.pairs) pairs of \(RandomCases.count) random cases (\(RandomCases.points) points, "
      + "K = \(RandomCases.neighbours), a pool of \(RandomCases.pool), sets of "
      + "\(RandomCases.sizes.map { "\($0)" }.joined(separator: " and of ")) points); "
      + "\(OrderOfSeveralPoints.replicates) made-up data sets with several validation points, with 95 % t intervals over "
      + "data sets; and \(sampled.draws) sampled sets against the closed form: \(sampled.covered) of \(sampled.points) "
      + "points within three standard errors, and \(sampled.agreeing) of the \(sampled.decided) pairs that the samples "
      + "decide ordered alike."
  }

  private static func finding(_ findings: Findings) -> String {
    [single(findings), resolution(findings), why, several(findings), identity(findings)].filter { !$0.isEmpty }.joined(
      separator: "\n\n")
  }

  private static func single(_ findings: Findings) -> String {
    let methods = findings.methods.indices.map { method in
      let (small, random) = (findings.enumeration.counts[method], findings.regions[method])
      let none = random[.none]
      return
        "\(findings.methods[method].label) reverses \(small.total.discordant) pairs of the small cases and "
        + "\(random.total.discordant) of the random ones, and leaves "
        + "\(percent(random.total.valueTied, random.total.pairs)) of the random pairs with equal values; with both points "
        + "beyond the K nearest it tells \(percent(none.pairs - none.valueTied, none.pairs)) apart"
    }
    let data = findings.data.map { data in
      let each = findings.methods.indices.map {
        "\(findings.methods[$0].label) \(data.regions[$0].total.discordant) of \(data.regions[$0].total.pairs)"
      }
      return " On the case, pairs reversed at single validation points: " + each.joined(separator: ", ") + "."
    }
    return "**One validation point.** " + methods.joined(separator: "; ")
      + ". The difference between the methods is not how often they are right but how many pairs they tell apart."
      + (data ?? "")
  }

  /// The published way of counting ties takes pairs of equal gains out first.
  private static func resolution(_ findings: Findings) -> String {
    let lines = findings.methods.indices.map { method in
      let counts = findings.random.map { "\($0.ties[method].valuesOnly) with sets of \($0.size)" }
      let all = findings.regions[method].total.valueTied
      return
        "\(findings.methods[method].label) gives equal values to \(all) pairs, and of these, where the gains differ, "
        + counts.joined(separator: " and ")
    }
    return
      "**How ties are counted.** Equal values are a loss only where the two points do add different amounts. A count "
      + "that takes pairs of equal gains out first is the column *values only*, and smaller: of the "
      + "\(RandomCases.pairs) random pairs \(lines.joined(separator: "; ")). That count falls as sets grow, because more "
      + "gains vanish, while the values stay what they are."
  }

  private static let why =
    "The reason is simple. Let one of two points be nearer. Whatever the random set, either both points join the K "
    + "nearest or neither does, or only the nearer one does and pushes another out. So a nearer point with the right label never "
    + "adds less than the farther one, and a nearer point with the wrong label never adds more; every value of the "
    + "nearest-neighbour game is an average of such differences and has the same sign or is zero. The word *only* in the "
    + "theorem is therefore wrong for pairs with one point beyond K, and *all pairs* needs a condition that the theorem "
    + "does not state: some set that occurs must tell the two points apart."

  private static func several(_ findings: Findings) -> String {
    guard let shapley = index(.shapley, findings), let loo = index(.leaveOneOut, findings) else { return "" }
    func agreement(_ law: OrderOfSeveralPoints.Law, _ method: Int) -> Estimate? {
      OrderOfSeveralPoints.laws.firstIndex(of: law).flatMap { index in
        findings.several.estimate(law: index, method: method, \.agreement)
      }
    }
    let phrases = [
      ("a size uniform from 0 to n − 1", OrderOfSeveralPoints.Law(size: nil)),
      ("n points", OrderOfSeveralPoints.Law(size: OrderOfSeveralPoints.points)),
      ("\(OrderOfSeveralPoints.sizes.max() ?? 0) points", .init(size: OrderOfSeveralPoints.sizes.max())),
    ].compactMap { phrase, law -> String? in
      guard let left = agreement(law, shapley), let right = agreement(law, loo) else { return nil }
      return "for \(phrase) \(interval(left)) against \(interval(right))"
    }
    return
      "**Several validation points.** Single points may disagree, and then both methods make mistakes. Which of them "
      + "orders more pairs rightly, among the pairs it tells apart, depends on the size of the random set. KNN-Shapley "
      + "against KNN-LOO: " + phrases.joined(separator: "; ")
      + ". LOO is itself what a point adds to n − 1 others, so large sets suit it; it leaves more pairs tied. These "
      + "figures are for made-up data of two overlapping classes and say nothing about others."
  }

  private static func identity(_ findings: Findings) -> String {
    guard let error = findings.data?.largestIdentityError else { return "" }
    return "**Self-test.** With sets drawn from the other valued points, sizes uniform, the gain of a pair is the "
      + "difference of its Shapley values by definition; the largest deviation on the case "
      + "(ten validation points at most) is \(NumberPhrase.scientific(error)). This tests the program, not the theorem."
  }

  private static func counterexample(_ findings: Findings) -> String {
    let texts = [
      shapleyTie(findings).map {
        "*All pairs* fails for KNN-Shapley. " + described($0, gain: "the two add exactly the same")
      },
      beyond(findings).map {
        "*Only within K* fails for KNN-LOO. "
          + described($0, gain: "the two add different amounts, in the order of their values")
      },
    ]
    return texts.compactMap { $0 }.joined(separator: "\n\n")
  }

  private static func described(_ example: OrderEnumeration.Example, gain: String) -> String {
    let rows = [(example.pair.0, example.values.0), (example.pair.1, example.values.1)]
    let values = rows.map { "point \($0.0 + 1) is worth \(decimal($0.1))" }.joined(separator: " and ")
    return
      "K = \(example.neighbours), sets of \(drawPhrase(example.draws)) from the pool. From the nearest on: "
      + "\(line(example)). Here \(values); over all sets \(gain)."
  }

  private static func drawPhrase(_ draws: Int) -> String { draws == 1 ? "one draw" : "\(draws) draws" }

  /// Points and pool in the order of their distance.
  private static func line(_ example: OrderEnumeration.Example) -> String {
    func phrase(_ payoff: Int) -> String { payoff == 1 ? "right" : "wrong" }
    let pool = example.poolPayoffs.map { "pool (\(phrase($0)))" }
    var (parts, placed) = ([String](), 0)
    for (rank, nearer) in example.nearer.enumerated() {
      parts += pool[placed..<nearer]
      parts.append("point \(rank + 1) (\(phrase(example.payoffs[rank])))")
      placed = nearer
    }
    return (parts + pool[placed...]).joined(separator: ", ")
  }

  private static func interval(_ estimate: Estimate) -> String {
    let ends = estimate.margin.map { " (\(decimal(estimate.mean - $0)) to \(decimal(estimate.mean + $0)))" }
    return decimal(estimate.mean) + (ends ?? "")
  }

  /// Three decimals.
  static func decimal(_ number: Double) -> String {
    let thousandths = Int((abs(number) * 1000).rounded())
    let rest = "\(thousandths % 1000)"
    let digits = String(repeating: "0", count: 3 - rest.count) + rest
    return (number < 0 && thousandths > 0 ? "−" : "") + "\(thousandths / 1000).\(digits)"
  }

  private static func percent(_ hits: Int, _ trials: Int) -> String {
    let tenths = trials == 0 ? 0 : Int((1000 * Double(hits) / Double(trials)).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
