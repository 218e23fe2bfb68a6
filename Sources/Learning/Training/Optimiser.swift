/// How an update follows a gradient.
public enum Optimiser: String, Sendable, Hashable, CaseIterable {
  /// Gradient descent with momentum.
  case sgd
  /// Adam (Kingma and Ba, ICLR 2015).
  case adam
}
