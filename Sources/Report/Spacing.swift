/// How an axis spaces values.
public enum Spacing: String, Sendable, CaseIterable {
  case linear, log, log10

  /// Two words for one thing.
  var isLogarithmic: Bool { self != .linear }
}
