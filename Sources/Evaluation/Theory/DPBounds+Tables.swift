import Compute
import Valuation
import Vocabulary

extension DPBounds {
  func tables(_ findings: Findings) -> [TheoryResult.Named] {
    [settings(findings.exact), curves(findings), Self.asymptotics(findings), stability(findings)]
      + (findings.sampled.isEmpty ? [] : [sampled(findings.sampled)])
  }

  func charts() -> [ChartSketch] {
    [
      ChartSketch(
        table: "curves", x: "points", y: "bound", xTitle: "training points N", yTitle: "largest value and its bounds",
        series: "curve", facets: ["value"], low: "low", high: "high",
        isLogarithmicX: true, isLogarithmicY: true,
        caption: "The largest value measured and three forms of its bound against the number of training points, "
          + "\(strengthName) = \(shownStrength); both axes logarithmic, bounds capped at 1; "
          + "for c = 1 the printed and the linear form all but coincide. Intervals are 95 % t "
          + "intervals of the point whose estimate is largest, so they lean "
          + "upwards; lower ends are cut at a hundredth of the estimate."),
      ChartSketch(
        table: "asymptotics", x: "points", y: "scaled_bound", xTitle: "training points N",
        yTitle: "bound times its rate", series: "value",
        isLogarithmicX: true,
        caption: "Bounds times their rate, for ε(s) = \(Self.asymptoticRate) / (s + 1): both tend to "
          + "\(Self.asymptoticRate), leave-one-out like 1 / N and Shapley like ln N / N."),
    ]
  }

  var strengthName: String { learner == .exponentialMechanism ? "η" : "σ" }
  private var strengthColumn: String { learner == .exponentialMechanism ? "eta" : "sigma" }

  private func columns(_ settings: [Setting]) -> [Table.Column] {
    [
      .init(strengthColumn, .reals(settings.map(\.strength))), .init("points", .integers(settings.map(\.size))),
      .init("max_loo", .reals(settings.map(\.leaveOneOut))),
      .init("loo_bound", .reals(settings.map { $0.leaveOneOutBound(.sharp) })),
      .init("max_shapley", .reals(settings.map(\.shapley))),
      .init("shapley_bound", .reals(settings.map { $0.shapleyBound(.sharp) })),
    ]
  }

  private func settings(_ settings: [Setting]) -> TheoryResult.Named {
    TheoryResult.Named(
      "settings",
      caption:
        "Largest absolute values over all points of \(Self.dataSets) data sets, exact, with the sharp bounds; the "
        + "largest share is the largest marginal contribution of any point to any set over the sharp bound for "
        + "that size of set.",
      isPrinted: true,
      Table(columns(settings) + [.init("largest_share", unit: "share", .reals(settings.map(\.largestShare)))]))
  }

  private func sampled(_ settings: [Setting]) -> TheoryResult.Named {
    TheoryResult.Named(
      "sampled",
      caption:
        "Larger sets: leave-one-out exact, Shapley estimated from \(permutations) permutations with the standard "
        + "error of the largest estimate (the largest of many estimates leans upwards).",
      Table(
        columns(settings) + [
          .init("standard_error", .reals(settings.map { $0.error ?? .nan })),
          .init("largest_share", unit: "share", .reals(settings.map(\.largestShare))),
        ]))
  }

  private struct Point {
    let value: String
    let curve: String
    let size: Int
    let number: Double
    var margin = 0.0
  }

  /// Long form for a chart, in the shown strength.
  private func curves(_ findings: Findings) -> TheoryResult.Named {
    let shown = findings.exact.filter { $0.strength == shownStrength } + findings.sampled
    let quantile = StudentDistribution.quantile(0.975, degreesOfFreedom: Double(permutations - 1))
    let measured = shown.flatMap { setting in
      [
        Point(value: "leave-one-out", curve: "measured", size: setting.size, number: setting.leaveOneOut),
        Point(
          value: "Shapley", curve: "measured", size: setting.size, number: setting.shapley,
          margin: quantile * (setting.error ?? 0)),
      ]
    }
    let bounds = PrivacyBounds.Form.allCases.flatMap { form in
      shown.flatMap { setting in
        [
          Point(
            value: "leave-one-out", curve: form.rawValue, size: setting.size, number: setting.leaveOneOutBound(form)),
          Point(value: "Shapley", curve: form.rawValue, size: setting.size, number: setting.shapleyBound(form)),
        ]
      }
    }
    // A logarithmic axis has no place for 0.
    let points = (measured + bounds).filter { $0.number > 0 }
    return TheoryResult.Named(
      "curves",
      caption: "The largest values and their bounds for \(strengthName) = \(shownStrength), all with the empty "
        + "set counted and capped at 1; up to N = \(sizes.last ?? 0) the largest of \(Self.dataSets) data sets, beyond "
        + "of the first.",
      Table([
        .init("value", .texts(points.map(\.value))), .init("curve", .texts(points.map(\.curve))),
        .init("points", unit: "points", .integers(points.map(\.size))),
        .init("bound", .reals(points.map(\.number))),
        // The interval's lower end stays drawable.
        .init("low", .reals(points.map { max($0.number / 100, $0.number - $0.margin) })),
        .init("high", .reals(points.map { $0.number + $0.margin })),
      ]))
  }

  private static func asymptotics(_ findings: Findings) -> TheoryResult.Named {
    let rows = findings.asymptotics
    return TheoryResult.Named(
      "asymptotics",
      caption: "The printed bounds without cap for ε(s) = \(asymptoticRate) / (s + 1): leave-one-out times N, Shapley "
        + "(with the empty set) times N / ln N.",
      Table([
        .init("value", .texts(rows.map { _ in "leave-one-out" } + rows.map { _ in "Shapley" })),
        .init("points", unit: "points", .integers(rows.map(\.size) + rows.map(\.size))),
        .init("scaled_bound", .reals(rows.map(\.leaveOneOut) + rows.map(\.shapley))),
      ]))
  }

  private func stability(_ findings: Findings) -> TheoryResult.Named {
    let rows = findings.stability
    return TheoryResult.Named(
      "stability",
      caption:
        "Logistic regression without noise, λ = \(lambda), utility minus the mean logistic loss: largest values and "
        + "the bounds that its stability gives.",
      Table([
        .init("points", .integers(rows.map(\.size))), .init("max_loo", .reals(rows.map(\.leaveOneOut))),
        .init("loo_bound", .reals(rows.map(\.leaveOneOutBound))), .init("max_shapley", .reals(rows.map(\.shapley))),
        .init("shapley_bound", .reals(rows.map(\.shapleyBound))),
      ]))
  }
}
