/// For whom a document is laid out; every layout shows the same results.
public enum Layout: String, Sendable, Hashable, CaseIterable {
  /// To be read and attached: everything, with the answers to exercises at its end.
  case paper
  /// To be worked through: larger letters, a margin for notes and room for answers, but no answers and no appendix.
  case lecture
  /// For whoever teaches: every exercise with its hints, its answer and where the answer comes from.
  case solutions

  /// The name of the files without their extension.
  public var fileName: String { self == .paper ? "report" : rawValue }
}
