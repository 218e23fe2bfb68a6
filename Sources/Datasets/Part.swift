/// The three uses of examples: fitting, valuing, and a last judgement on rows no method has seen.
public enum Part: String, Sendable, Hashable, CaseIterable {
  case train, validation, test
}
