import Glibc

/// Takes values of an axis to 0…1 and knows the ticks.
public struct PositionScale: Sendable, Hashable {
  /// How values are spaced.
  public enum Kind: String, Sendable, Hashable, CaseIterable { case linear, log10, ordinal }

  /// A labelled place on an axis.
  public struct Tick: Sendable, Hashable {
    public let value: Double
    public let label: String
  }

  public let kind: Kind
  public let lower: Double
  public let upper: Double
  public let ticks: [Tick]

  /// Multiples of decades on a logarithmic axis that bear no label, where they are few enough to be told apart.
  var minor: [Double] {
    guard kind == .log10, lower > 0, upper / lower <= 1e4 else { return [] }
    let first = Int(floor(Glibc.log10(lower)))
    let last = Int(floor(Glibc.log10(upper)))
    let multiples = (first...last).flatMap { exponent -> [Double] in
      let decade = NumberText.powerOfTen(exponent)
      return (1...9).map { decade * Double($0) }
    }
    let inside = multiples.filter { $0 > lower * (1 + 1e-9) && $0 < upper * (1 - 1e-9) }
    return inside.filter { value in !ticks.contains { abs($0.value / value - 1) < 1e-9 } }
  }

  /// Where a value stands, 0 at the lower end and 1 at the upper end; `nil` where it cannot be shown.
  public func position(_ value: Double) -> Double? {
    guard value.isFinite else { return nil }
    if kind != .log10 { return (value - lower) / (upper - lower) }
    return value > 0 ? (Glibc.log10(value) - Glibc.log10(lower)) / (Glibc.log10(upper) - Glibc.log10(lower)) : nil
  }

  /// A scale for values in the kind's space; values that cannot be shown do not count.
  ///
  /// `isRounded` moves the ends outwards to ticks where little room is lost, as suits a vertical axis.
  static func trained(_ kind: Kind, on values: [Double], tickCount: Int, isRounded: Bool) -> PositionScale {
    let shown = values.filter { $0.isFinite && (kind != .log10 || $0 > 0) }
    guard let low = shown.min(), let high = shown.max() else { return blank(kind) }
    switch kind {
    case .linear:
      return linear(low, high, max(1, tickCount), isRounded, isWhole: shown.allSatisfy { $0 == $0.rounded() })
    case .log10: return logarithmic(low, high, max(2, tickCount), isRounded)
    case .ordinal: preconditionFailure("an ordinal scale is made from categories, not from \(values.count) values")
    }
  }

  /// One place per category.
  static func ordinal(_ categories: [String]) -> PositionScale {
    let ticks = categories.enumerated().map { Tick(value: Double($0.offset), label: $0.element) }
    return PositionScale(kind: .ordinal, lower: -0.5, upper: Double(max(1, categories.count)) - 0.5, ticks: ticks)
  }

  private static func linear(
    _ low: Double, _ high: Double, _ count: Int, _ isRounded: Bool, isWhole: Bool
  ) -> PositionScale {
    var (lower, upper) = widened(low, high)
    // A range that only just passes a round one should not get steps twice as long.
    let fitting = TickStep(cutting: 0.95 * (upper - lower), into: count)
    // Between whole numbers there is nothing to point at.
    let step = isWhole && fitting.size < 1 && high - low >= 2 ? TickStep.one : fitting
    if isRounded { (lower, upper) = rounded(lower, upper, step.size) }
    let multiples = step.multiples(from: lower, to: upper).map(Array.init) ?? []
    let values = multiples.map(step.value)
    let isLarge = isCompact(values, step)
    let ticks = values.map { value in
      Tick(value: value, label: label(value, step, largest: values.map(abs).max() ?? 0, isLarge: isLarge))
    }
    return PositionScale(kind: .linear, lower: lower, upper: upper, ticks: ticks)
  }

  /// Thousands are written as k only where two decimals still tell the ticks apart.
  private static func isCompact(_ values: [Double], _ step: TickStep) -> Bool {
    let largest = values.map(abs).max() ?? 0
    let unit = largest >= 1e9 ? 1e9 : largest >= 1e6 ? 1e6 : 1e3
    return largest >= 10_000 && step.size >= unit / 100
  }

  private static func label(_ value: Double, _ step: TickStep, largest: Double, isLarge: Bool) -> String {
    if isLarge { return NumberText.compact(value, decimals: 0) }
    if step.decimals <= 5 || largest >= 1000 * step.size { return NumberText.fixed(value, decimals: step.decimals) }
    return value == 0 ? "0" : NumberText.scientific(value, Int(floor(Glibc.log10(abs(value) * (1 + 1e-12)))))
  }

  /// A range of no length becomes one about its value.
  private static func widened(_ low: Double, _ high: Double) -> (Double, Double) {
    // Below this, differences are the rounding of the numbers themselves.
    if high - low > 1e-12 * max(abs(low), abs(high)) { return (low, high) }
    let margin = low == 0 ? 1 : abs(low) * 0.1
    return (low - margin, high + margin)
  }

  /// Ends are moved to the next tick unless they only just passed one, so that 1.02 does not open room up to 1.2.
  private static func rounded(_ lower: Double, _ upper: Double, _ step: Double) -> (Double, Double) {
    let slack = 0.02 * (upper - lower)
    let (below, above) = ((lower / step + 1e-9).rounded(.down) * step, (upper / step - 1e-9).rounded(.up) * step)
    let justPassedLow = below + step - lower <= 0.3 * step && below + step - lower > 1e-9 * step
    let justPassedHigh = upper - (above - step) <= 0.3 * step && upper - (above - step) > 1e-9 * step
    return (justPassedLow ? lower - slack : min(below, lower), justPassedHigh ? upper + slack : max(above, upper))
  }

  /// Without values there is nothing to label.
  private static func blank(_ kind: Kind) -> PositionScale {
    PositionScale(kind: kind, lower: kind == .log10 ? 1 : 0, upper: kind == .log10 ? 10 : 1, ticks: [])
  }

  /// Decades, or 1, 2 and 5 of each where there are few.
  private static func logarithmic(_ low: Double, _ high: Double, _ count: Int, _ isRounded: Bool) -> PositionScale {
    let first = Int(floor(Glibc.log10(low) + 1e-9))
    let last = max(first + 1, Int(ceil(Glibc.log10(high) - 1e-9)))
    let decades = last - first
    let mantissas: [Double] = decades * 3 <= count ? [1, 2, 5] : [1]
    let stride = max(1, (decades + count - 1) / count)
    let places = Swift.stride(from: first, through: last, by: stride).flatMap { exponent in
      mantissas.map { $0 * NumberText.powerOfTen(exponent) }
    }
    let (lower, upper) = logarithmicEnds(low, high, places, first, last, isRounded)
    // Products of powers of ten are exact only to rounding.
    let ticks = places.filter { $0 >= lower * (1 - 1e-9) && $0 <= upper * (1 + 1e-9) }
    return PositionScale(
      kind: .log10, lower: lower, upper: upper, ticks: ticks.map { Tick(value: $0, label: decimal($0)) })
  }

  /// The data's own ends where at least two ticks lie between them and no rounding is wanted; else the next ticks.
  private static func logarithmicEnds(
    _ low: Double, _ high: Double, _ places: [Double], _ first: Int, _ last: Int, _ isRounded: Bool
  ) -> (Double, Double) {
    if !isRounded, places.filter({ $0 >= low && $0 <= high }).count >= 2 { return (low, high) }
    let below = places.last { $0 <= low * (1 + 1e-9) } ?? NumberText.powerOfTen(first)
    let above = places.first { $0 >= high * (1 - 1e-9) && $0 > below } ?? NumberText.powerOfTen(last)
    return (below, above)
  }

  private static func decimal(_ value: Double) -> String {
    if value >= 1000 { return NumberText.compact(value, decimals: 0) }
    let magnitude = Int(floor(Glibc.log10(value) + 1e-9))
    if magnitude < -3 { return NumberText.scientific(value, magnitude) }
    return NumberText.fixed(value, decimals: max(0, -magnitude))
  }
}
