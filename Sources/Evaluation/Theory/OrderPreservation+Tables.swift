import Compute
import Valuation
import Vocabulary

extension OrderPreservation {
  static func tables(_ findings: Findings) -> [TheoryResult.Named] {
    [regions(findings), ties(findings), shares(findings), sizes(findings), curve(findings), sampling(findings)]
      + (findings.data.map { caseOrders(findings, $0) } ?? [])
  }

  static func charts(_ findings: Findings) -> [ChartSketch] {
    [
      ChartSketch(
        table: "region_shares", x: "among_the_nearest", y: "share", xTitle: "points of the pair among the K nearest",
        yTitle: "share of pairs told apart", series: "method",
        caption:
          "One validation point, random cases: pairs with different values, by how many of the two points are among "
          + "the K nearest. Pairs share points, so no interval is drawn."),
      ChartSketch(
        table: "set_size_curve", x: "size", y: "share", xTitle: "points in the random set", yTitle: "share of pairs",
        series: "method", facets: ["measure"], low: "low", high: "high",
        isLogarithmicX: true,
        caption: "Twenty validation points together: pairs ordered rightly, by the size of the random set; means with "
          + "95 % t intervals over made-up data sets."),
    ]
  }

  /// Rows of counts with leading texts, a column each.
  private static func counts(_ leading: [Table.Column], _ rows: [OrderCounts]) -> Table {
    Table(
      leading + [
        .init("pairs", .integers(rows.map(\.pairs))), .init("concordant", .integers(rows.map(\.concordant))),
        .init("discordant", .integers(rows.map(\.discordant))),
        .init("equal_values", .integers(rows.map(\.valueTied))),
        .init("equal_gains", .integers(rows.map(\.gainTied))),
        .init("undecided", .integers(rows.map(\.undecided))),
      ])
  }

  private static func byRegion(_ cases: String, _ findings: Findings, _ counts: [RegionCounts]) -> Table {
    let cells = findings.methods.indices.flatMap { method in
      RegionCounts.Region.allCases.map { (findings.methods[method].label, $0, counts[method][$0]) }
    }
    return Self.counts(
      [
        .init("cases", .texts(cells.map { _ in cases })), .init("method", .texts(cells.map(\.0))),
        .init("inside", .texts(cells.map(\.1.phrase))),
      ], cells.map(\.2))
  }

  private static func regions(_ findings: Findings) -> TheoryResult.Named {
    TheoryResult.Named(
      "regions",
      caption:
        "Pairs of points at one validation point, by how many of the two are among the K nearest (inside): all small "
        + "cases, random ones"
        + (findings.data == nil ? "" : ", and those of the case named")
        + ". Equal gains: the "
        + "values differ and both points add exactly the same to every set; undecided: the gains differ by less than "
        + "rounding can tell.",
      isPrinted: true,
      Table(
        stacking: [
          byRegion("small", findings, findings.enumeration.counts),
          byRegion("random", findings, findings.regions),
        ] + (findings.data.map { [byRegion("case", findings, $0.regions)] } ?? [])))
  }

  /// The random cases once more, by where a tie lies.
  private static func ties(_ findings: Findings) -> TheoryResult.Named {
    let rows = findings.random.flatMap { counts in
      zip(findings.methods, counts.ties).map { (counts.size, $0.label, $1) }
    }
    return TheoryResult.Named(
      "ties",
      caption:
        "The same random pairs by where they are tied: in neither, only in their values, only in what they add on "
        + "average, or in both; differences below 1e-12 count as ties. Values do not depend on the random set, gains "
        + "do: in a larger set a far point is hardly ever among the K nearest, and its gain vanishes.",
      isPrinted: true,
      Table([
        .init("set_size", unit: "points", .integers(rows.map(\.0))), .init("method", .texts(rows.map(\.1))),
        .init("neither", .integers(rows.map(\.2.neither))), .init("values_only", .integers(rows.map(\.2.valuesOnly))),
        .init("gains_only", .integers(rows.map(\.2.gainsOnly))), .init("both", .integers(rows.map(\.2.both))),
        .init("pairs", .integers(rows.map(\.2.pairs))),
      ]))
  }

  /// The share of random pairs that a method tells apart, by region, for a chart.
  private static func shares(_ findings: Findings) -> TheoryResult.Named {
    let regions = RegionCounts.Region.allCases.reversed()
    let rows = zip(findings.methods, findings.regions).flatMap { method, counts in
      regions.compactMap { region in counts[region].resolution.map { (method.label, region.phrase, $0) } }
    }
    return TheoryResult.Named(
      "region_shares", caption: "Shares of pairs with different values over the random cases.",
      Table([
        .init("method", .texts(rows.map(\.0))), .init("among_the_nearest", .texts(rows.map(\.1))),
        .init("share", unit: "share", .reals(rows.map(\.2))),
      ]))
  }

  /// A mean over replicates with its interval, by law, method and measure.
  private static func estimates(
    _ findings: Findings, _ measure: (OrderCounts) -> Double?
  ) -> [(law: OrderOfSeveralPoints.Law, method: Int, estimate: Estimate)] {
    OrderOfSeveralPoints.laws.indices.flatMap { law in
      findings.methods.indices.compactMap { method in
        findings.several.estimate(law: law, method: method, measure).map {
          (OrderOfSeveralPoints.laws[law], method, $0)
        }
      }
    }
  }

  private static func sizes(_ findings: Findings) -> TheoryResult.Named {
    let agreement = estimates(findings, \.agreement)
    func credits(_ measure: (OrderCounts) -> Double?) -> [Double] {
      agreement.map { row in
        let index = OrderOfSeveralPoints.laws.firstIndex(of: row.law) ?? 0
        return findings.several.estimate(law: index, method: row.method, measure)?.mean ?? .nan
      }
    }
    return TheoryResult.Named(
      "set_sizes",
      caption: "\(OrderOfSeveralPoints.points) points, K = \(OrderOfSeveralPoints.neighbours), "
        + "\(OrderOfSeveralPoints.validationPoints) validation points together: agreement is the share of pairs ordered "
        + "rightly among those with different values, with its 95 % t interval over \(OrderOfSeveralPoints.replicates) "
        + "data sets (those where it tells any pair apart); credit counts pairs of equal values half; uniform is a size from 0 to n − 1.",
      Table([
        .init("set_size", .texts(agreement.map(\.law.name))),
        .init("method", .texts(agreement.map { findings.methods[$0.method].label })),
        .init("agreement", unit: "share", .reals(agreement.map(\.estimate.mean))),
        .init("low", unit: "share", .reals(agreement.map { $0.estimate.low ?? .nan })),
        .init("high", unit: "share", .reals(agreement.map { $0.estimate.high ?? .nan })),
        .init("credit", unit: "share", .reals(credits(\.credit))),
        .init("different_values", unit: "share", .reals(credits(\.resolution))),
        .init("data_sets", .integers(agreement.map(\.estimate.count))),
      ]))
  }

  private static func curve(_ findings: Findings) -> TheoryResult.Named {
    let rows =
      estimates(findings, \.agreement).map { ("right among compared", $0) }
      + estimates(findings, \.credit).map { ("equal values count half", $0) }
    let shown = rows.compactMap { row in row.1.law.size.map { (row.0, $0, row.1.method, row.1.estimate) } }
    return TheoryResult.Named(
      "set_size_curve", caption: "The fixed sizes of the table above, for a chart.",
      Table([
        .init("measure", .texts(shown.map(\.0))), .init("size", unit: "points", .integers(shown.map(\.1))),
        .init("method", .texts(shown.map { findings.methods[$0.2].label })),
        .init("share", unit: "share", .reals(shown.map(\.3.mean))),
        .init("low", unit: "share", .reals(shown.map { $0.3.low ?? .nan })),
        .init("high", unit: "share", .reals(shown.map { $0.3.high ?? .nan })),
      ]))
  }

  private static func sampling(_ findings: Findings) -> TheoryResult.Named {
    let sampled = findings.sampled
    return TheoryResult.Named(
      "sampling",
      caption:
        "The same random sets for all points against the exact formula: points within three standard errors, pairs "
        + "whose order the samples decide at three standard errors, and those among them that the formula orders alike.",
      Table([
        .init("draws", .integers([sampled.draws])), .init("points", .integers([sampled.points])),
        .init("within_3_errors", .integers([sampled.covered])),
        .init("largest_error", unit: "standard errors", .reals([sampled.largestDeviation])),
        .init("pairs", .integers([sampled.pairs])), .init("decided", .integers([sampled.decided])),
        .init("agreeing", .integers([sampled.agreeing])),
        .init("undecided", .integers([sampled.pairs - sampled.decided])),
      ]))
  }

  private static func caseOrders(_ findings: Findings, _ data: CaseFindings) -> [TheoryResult.Named] {
    guard !data.orders.isEmpty else { return [] }
    let rows = data.orders
    let shares = Table([
      .init("sets", .texts(rows.map(\.sets))),
      .init("set_size", .texts(rows.map { $0.size.map { "\($0)" } ?? "uniform" })),
      .init("method", .texts(rows.map { findings.methods[$0.method].label })),
      .init("agreement", unit: "share", .reals(rows.map { $0.counts.agreement ?? .nan })),
      .init("low", unit: "share", .reals(rows.map { $0.interval?.low ?? .nan })),
      .init("high", unit: "share", .reals(rows.map { $0.interval?.high ?? .nan })),
      .init("credit", unit: "share", .reals(rows.map { $0.counts.credit ?? .nan })),
      .init("different_values", unit: "share", .reals(rows.map { $0.counts.resolution ?? .nan })),
    ])
    return [
      TheoryResult.Named(
        "case_orders",
        caption: "The case, its \(data.validationPoints) validation points together, by the size of the set drawn from "
          + "\(data.pool) pool points. The interval (chosen sets only) is a 95 % bootstrap over validation points; the "
          + "valued points stay the same.", shares)
    ]
  }
}
