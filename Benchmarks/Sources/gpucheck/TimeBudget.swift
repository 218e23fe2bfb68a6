/// A time that work should be done in.
struct TimeBudget {
  private let end: ContinuousClock.Instant

  /// Counted from now.
  init(seconds: Int) { end = .now + .seconds(seconds) }

  /// Seconds left, not below 0.
  var left: Double { max(0, (end - .now) / .seconds(1)) }
}
