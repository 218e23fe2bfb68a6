/// When a walk through a permutation may stop: enough steps in a row came within a tolerance of v(N).
///
/// The marginal contributions not computed count as 0, so one walk's values sum to v(last) − v(∅), which is within
/// `relative` · |v(N)| of v(N) − v(∅).
public struct Truncation: Sendable, Hashable {
  /// The tolerance as a share of |v(N)|.
  public let relative: Double
  /// Steps in a row.
  public let consecutive: Int

  public init(relative: Double, consecutive: Int) {
    precondition(relative >= 0 && consecutive > 0, "a tolerance of \(relative) over \(consecutive) steps")
    (self.relative, self.consecutive) = (relative, consecutive)
  }

  /// Whether a utility is as good as that of everyone.
  func accepts(_ utility: Double, full: Double) -> Bool { abs(full - utility) <= relative * abs(full) }
}
