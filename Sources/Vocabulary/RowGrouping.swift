/// How a chart of values tells the rows of a case apart.
public enum RowGrouping: String, Sendable, Hashable, CaseIterable {
  case none
  /// By the label given.
  case `class`
  /// Rows known to be corrupted, in label or features, against all others.
  case corruption
}
